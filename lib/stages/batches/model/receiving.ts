import { z } from "zod";

// Postgres keeps no NUL in a text, and a name with a line break in it is a mistake.
const word = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "Say which.")
    .max(most, `Use at most ${most} characters.`)
    .regex(/^\P{Cc}*$/u, "Use letters, no control characters.");

/** How the lines of an answer's schema may come: as an object, or as the text of one. */
const Schema = z.preprocess((value) => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}, z.json());

const MOST_CANARY = 100_000;

/** What is said of a file that becomes a batch. */
export const NewBatchInput = z.object({
  provider: word(60),
  /** Id or name; needed where a provider has several. */
  connection: word(200).optional(),
  /** For lines that name none. */
  model: word(200).optional(),
  /** Key or label; one that nobody knows is made. */
  endpoint: word(300),
  costCenter: word(200).optional(),
  team: word(200).optional(),
  label: word(200).optional(),
  /** now: sent as soon as nothing blocks it. hold: a person starts it. */
  start: z.enum(["now", "hold"], "Use now or hold.").default("now"),
  filename: z.string().min(1).max(500).default("upload.jsonl"),
  /** Run this many first, and wait to be released. */
  canary: z.coerce.number().int().min(1).max(MOST_CANARY).optional(),
  /** JSON Schema that each answer is checked against. */
  answerSchema: Schema.optional(),
});
export type NewBatchInput = z.infer<typeof NewBatchInput>;

/** An upload that comes in pieces: the same, and how many bytes there will be. */
export const BeginUpload = NewBatchInput.extend({ bytesTotal: z.coerce.number().int().positive() });
export type BeginUpload = z.infer<typeof BeginUpload>;

export const UploadId = z.object({ id: z.string().regex(/^bat_[a-z0-9]{8}$/) });
export const AppendUpload = UploadId.extend({ offset: z.coerce.number().int().min(0) });

/** How far an upload is. `batchId` once it is whole: the same id. */
export type UploadState = {
  id: string;
  filename: string;
  bytes: number;
  bytesTotal: number;
  batchId: string | null;
};
