"use server";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { editEndpoint } from "@/lib/stages/ledger/attribution/edit-endpoint";
import { changeRules } from "@/lib/stages/migration/change-rules";
import { MoveEndpoint, RollBack, SaveRules, TickCheck, UndoMove } from "@/lib/stages/migration/model/move";
import { SaveFallbackPolicy } from "@/lib/stages/migration/model/policy";
import { moveEndpoint } from "@/lib/stages/migration/moving/move-endpoint";
import { rollBack as rollBackEndpoint } from "@/lib/stages/migration/moving/roll-back";
import { undoMove } from "@/lib/stages/migration/moving/undo-move";
import { saveFallbackPolicy } from "@/lib/stages/migration/save-fallback-policy";
import { tickCheck } from "@/lib/stages/migration/tick-check";

const refresh = "/migration";
const CostCenter = z.object({
  key: z.string().min(1).max(500),
  costCenter: z.string().trim().min(1).max(200),
});

export const move = action(MoveEndpoint, moveEndpoint, { refresh });
export const rollBack = action(RollBack, rollBackEndpoint, { refresh });
export const undo = action(UndoMove, undoMove, { refresh });
export const savePolicy = action(SaveFallbackPolicy, saveFallbackPolicy, { refresh });
export const tick = action(TickCheck, tickCheck, { refresh });
export const nameCostCenter = action(CostCenter, editEndpoint, { refresh });
export const saveRules = action(SaveRules, changeRules, { refresh });
