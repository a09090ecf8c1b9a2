"use server";
import { action } from "@/app/_server/action";
import { andAnswers } from "@/app/_server/and-answers";
import { AssumeForecast, assumeForecast } from "@/lib/stages/fit/assume-forecast";
import { OverrideVerdict, overrideVerdict } from "@/lib/stages/fit/override-verdict";
import { changeEndpoint } from "@/lib/stages/spend/endpoint/change-endpoint";
import { EditForm } from "@/lib/stages/spend/model/endpoint";

export const editEndpointAction = action(EditForm, changeEndpoint, { refresh: "/spend" });
export const overrideVerdictAction = action(OverrideVerdict, andAnswers(overrideVerdict), {
  refresh: "/spend",
});
export const assumeForecastAction = action(AssumeForecast, andAnswers(assumeForecast), { refresh: "/spend" });
