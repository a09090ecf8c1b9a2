import { z } from "zod";
import { Fix } from "@/lib/stages/batches/model/fix";
import { BatchId, RunRemaining } from "@/lib/stages/batches/model/input";

/**
 * What a person decides about an unsure part: `adopt:ID` of a batch that is listed, `adopt` with an id that is typed,
 * `resubmit` or `abandon`; and that they have looked.
 */
export const ResolveForm = BatchId.extend({
  part: z.coerce.number().int().positive(),
  choice: z.string({ error: "Say which it is." }).max(320),
  providerBatchId: z.string().trim().max(300).optional(),
  sure: z.literal("on", { error: "Look at the provider's own list first, and say that you have." }),
})
  .transform(({ choice, providerBatchId, batchId, part }) => {
    const [action, listed] = choice.startsWith("adopt:")
      ? ["adopt", choice.slice(6)]
      : [choice, providerBatchId];
    return { batchId, part, action, ...(action === "adopt" && { providerBatchId: listed }) };
  })
  .pipe(
    z.discriminatedUnion("action", [
      BatchId.extend({
        action: z.literal("adopt"),
        part: z.number(),
        providerBatchId: z
          .string({ error: "Name the provider's batch." })
          .min(1, "Name the provider's batch."),
      }),
      BatchId.extend({ action: z.literal(["resubmit", "abandon"]), part: z.number() }),
    ]),
  );

/** A fix travels as the text of its JSON, in a hidden field. */
const FixText = z
  .string()
  .max(2000)
  .transform((text, issues) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      issues.addIssue("This is no fix.");
      return z.NEVER;
    }
  })
  .pipe(Fix);

export const FixForm = BatchId.extend({ fix: FixText }).transform(({ batchId, fix }) => ({
  batchId,
  add: fix,
}));
export const UndoForm = BatchId.extend({ fix: FixText }).transform(({ batchId, fix }) => ({
  batchId,
  remove: fix,
}));

/** Dollars that may be spent at most; a person names them. */
export const RunRemainingForm = BatchId.extend(RunRemaining.required().shape);
