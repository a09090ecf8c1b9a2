import { z } from "zod";
import { Day } from "@/lib/core/period";
import { STAGES, type Stage } from "@/lib/core/values";

export const REASON_LENGTH = 500;
const Reason = z.string().trim().max(REASON_LENGTH, `Use at most ${REASON_LENGTH} characters.`).default("");
const OptionalDay = z.preprocess((value) => (value === "" ? undefined : value), Day.optional());

/** Body of POST /migrations/{key}/moves. */
export const MoveBody = z.strictObject({
  to: z.enum(STAGES, { error: `Choose one of ${STAGES.join(", ")}.` }),
  reason: Reason,
  /** Declined: when to ask again. */
  askAgainOn: OptionalDay,
  /** Which version of it was looked at; another move since then is a conflict. */
  seen: z.coerce.number().int().min(0).optional(),
});

export const MoveEndpoint = MoveBody.extend({ key: z.string().min(1).max(500) });
export type MoveEndpoint = z.infer<typeof MoveEndpoint>;

export const RollBack = z.object({
  key: z.string().min(1).max(500),
  reason: z
    .string()
    .trim()
    .min(1, "Say why it goes back to sync.")
    .max(REASON_LENGTH, `Use at most ${REASON_LENGTH} characters.`),
  seen: z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.coerce.number().int().min(0).optional(),
  ),
});
export type RollBack = z.infer<typeof RollBack>;

/** What is a person's work on the way; it is ticked off by hand and holds nothing back. */
export const TICKS = {
  "results-by-id": "Results written by request id, in any order",
  "output-limit": "Output limit set on every request",
  "owner-compared": "Owner compared 50 results",
} as const;
export type TickId = keyof typeof TICKS;
export const TICK_IDS = Object.keys(TICKS) as TickId[];
export const TickCheck = z.object({
  key: z.string().min(1).max(500),
  tick: z.enum(["results-by-id", "output-limit", "owner-compared"]),
  on: z.preprocess((value) => value === "true" || value === true, z.boolean()),
});
export type TickCheck = z.infer<typeof TickCheck>;
export type Ticks = Partial<Record<TickId, { at: Date; by: string }>>;

const Tick = z.object({ at: z.coerce.date(), by: z.string() });
export const StoredTicks = z
  .object({ "results-by-id": Tick, "output-limit": Tick, "owner-compared": Tick })
  .partial();

export const SaveRules = z.object({
  pilotLimit: z.coerce.number().int().min(1, "Use 1 to 20.").max(20, "Use 1 to 20."),
  nights: z.coerce.number().int().min(1, "Use 1 to 14.").max(14, "Use 1 to 14."),
  askAgainDays: z.coerce.number().int().min(1, "Use 1 to 730.").max(730, "Use 1 to 730."),
});
export type SaveRules = z.infer<typeof SaveRules>;

/** What a move answers. */
export const MovedView = z.object({
  key: z.string(),
  label: z.string(),
  from: z.enum(STAGES),
  to: z.enum(STAGES),
  version: z.number().int(),
});
export type Moved = z.infer<typeof MovedView>;

export type KeptMove = {
  from: Stage;
  to: Stage;
  reason: string;
  by: string;
  byName: string;
  at: Date;
  /** Where a person had put it until then; stage null: nobody had. */
  before: { stage: Stage | null; since: Date | null; askAgainAt: Date | null };
};

export const UNDO_MINUTES = 10;
export const UndoMove = z.object({
  key: z.string().min(1).max(500),
  /** The version that the move made; another move since then is a conflict. */
  seen: z.coerce.number().int().min(1),
});
export type UndoMove = z.infer<typeof UndoMove>;

/** Why a move cannot be taken back by this person now; null: it can. It puts back what was, so no check is asked again. */
export function undoProblem(move: KeptMove | undefined, by: string, now: Date): string | null {
  if (!move) return "Nobody has moved it yet.";
  if (move.by !== by) return `${move.byName} moved it. Only they can take it back.`;
  if (now.getTime() - move.at.getTime() > UNDO_MINUTES * 60_000)
    return `It was moved more than ${UNDO_MINUTES} minutes ago. Move it instead.`;
  return null;
}
