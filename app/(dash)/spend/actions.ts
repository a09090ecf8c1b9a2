"use server";
import { action } from "@/app/_server/action";
import { assignOwner } from "@/lib/stages/spend/endpoint/assign-owner";
import { AssignOwner } from "@/lib/stages/spend/model/endpoint";
import { RemoveView, SaveView } from "@/lib/stages/spend/model/saved-view";
import { removeView } from "@/lib/stages/spend/views/remove-view";
import { saveView } from "@/lib/stages/spend/views/save-view";

const refresh = "/spend";

export const saveViewAction = action(SaveView, saveView, { refresh });
export const removeViewAction = action(RemoveView, removeView, { refresh });
export const assignOwnerAction = action(AssignOwner, assignOwner, { refresh });
