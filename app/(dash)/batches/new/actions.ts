"use server";
import { action } from "@/app/_server/action";
import { changeFixes } from "@/lib/stages/batches/change-fixes";
import { ConfirmBatch, confirmBatch } from "@/lib/stages/batches/confirm-batch";
import { discardBatch } from "@/lib/stages/batches/discard-batch";
import { BatchId } from "@/lib/stages/batches/model/input";
import { FixForm, UndoForm } from "../forms";

const draft = ({ id }: { id: string }) => `/batches/new?batch=${id}`;
const next = ({ id }: { id: string }) => `/batches/${id}`;

export const fix = action(FixForm, changeFixes, { next: draft });
export const undoFix = action(UndoForm, changeFixes, { next: draft });
export const confirm = action(ConfirmBatch, confirmBatch, { next });
export const discard = action(BatchId, discardBatch, { next: () => "/batches" });
