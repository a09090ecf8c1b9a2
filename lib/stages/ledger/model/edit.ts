import { z } from "zod";
import { ENDPOINT_KINDS } from "@/lib/core/values";

/** Null takes an edit back: then rules and files decide again. Absent leaves it as it is. */
const word = z
  .string()
  .trim()
  .max(200)
  .transform((text) => text || null)
  .nullable()
  .optional();

/** `key` is the endpoint's key or its label. */
export const EditEndpoint = z.object({
  key: z.string().min(1).max(500),
  owner: word,
  team: word,
  costCenter: word,
  kind: z.enum(ENDPOINT_KINDS).nullable().optional(),
});
export type EditEndpoint = z.output<typeof EditEndpoint>;
export type Edits = Omit<EditEndpoint, "key">;
