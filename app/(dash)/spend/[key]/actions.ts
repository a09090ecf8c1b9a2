"use server";
import { action } from "@/app/_server/action";
import { changeEndpoint } from "@/lib/stages/spend/endpoint/change-endpoint";
import { EditForm } from "@/lib/stages/spend/model/endpoint";

export const editEndpointAction = action(EditForm, changeEndpoint, { refresh: "/spend" });
