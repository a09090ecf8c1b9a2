"use server";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { chooseRecordSource } from "@/lib/stages/ledger/choose-record-source";
import { ChooseRecordSource } from "@/lib/stages/ledger/model/records";

/** An empty source hands the days back to the rules. */
const Fields = z
  .looseObject({ sourceId: z.string() })
  .transform(({ sourceId, ...rest }) => ({ ...rest, sourceId: sourceId === "" ? null : Number(sourceId) }))
  .pipe(ChooseRecordSource);

export const chooseSourceAction = action(Fields, chooseRecordSource, { refresh: "/imports/sources" });
