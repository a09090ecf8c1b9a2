import { z } from "zod";

// Only what is read, as it comes on the wire: absent values arrive as null, as an empty text or not at all.

const Instant = z.union([z.number(), z.string()]).nullish();
const Id = z.string().nullish();
const Count = z.number().nullish();

const BatchError = z.object({
  code: z.string().nullish(),
  message: z.string().nullish(),
  line: z.number().nullish(),
  param: z.string().nullish(),
});

export const WireBatch = z.object({
  id: z.string().min(1),
  endpoint: z.string().nullish(),
  status: z.string().nullish(),
  errors: z
    .object({ data: z.array(BatchError).nullish() })
    .nullish()
    .catch(null),
  input_file_id: Id,
  output_file_id: Id,
  error_file_id: Id,
  created_at: Instant,
  expires_at: Instant,
  completed_at: Instant,
  failed_at: Instant,
  expired_at: Instant,
  cancelled_at: Instant,
  request_counts: z.object({ total: Count, completed: Count, failed: Count }).nullish().catch(null),
  metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
});
export type WireBatch = z.infer<typeof WireBatch>;

/** A page of batches. Without a list in it, it is no answer that says "none". */
export const WireBatches = z.object({
  data: z.array(WireBatch),
  has_more: z.boolean().nullish(),
});
export type WireBatches = z.infer<typeof WireBatches>;

export const WireFile = z.object({
  id: z.string().min(1),
  bytes: z.number().nullish(),
  filename: z.string().nullish(),
});
export type WireFile = z.infer<typeof WireFile>;

/** The body of an answer that is an error. */
export const WireError = z.object({
  message: z.string().nullish().catch(null),
  type: z.string().nullish().catch(null),
  param: z.string().nullish().catch(null),
  code: z.union([z.string(), z.number()]).nullish().catch(null),
});
export type WireError = z.infer<typeof WireError>;

export const WireSignal = z.object({
  type: z.string(),
  data: z.object({ id: z.string().min(1) }),
});
