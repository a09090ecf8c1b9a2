import { z } from "zod";
import { defineJob } from "@/lib/platform/queue";

const Payload = z.object({ organisationId: z.number().int(), importId: z.string() });

/** Reads a file that was received, or read again after its columns were chosen. */
export const importFileJob = defineJob({ name: "imports.import", payload: Payload });

/** Takes an import that stands out of every figure. */
export const withdrawImportJob = defineJob({ name: "imports.withdraw", payload: Payload });

/** Reads the rows that a person put right. */
export const applyFixesJob = defineJob({ name: "imports.fix", payload: Payload });
