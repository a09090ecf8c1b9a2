import { z } from "zod";

// Only what is read, as it comes on the wire.

const Instant = z.string().nullish();
const Count = z.number().nullish();

export const WireBatch = z.object({
  id: z.string().min(1),
  processing_status: z.string().nullish(),
  request_counts: z
    .object({ processing: Count, succeeded: Count, errored: Count, canceled: Count, expired: Count })
    .nullish()
    .catch(null),
  created_at: Instant,
  expires_at: Instant,
  ended_at: Instant,
  cancel_initiated_at: Instant,
  archived_at: Instant,
  results_url: z.string().nullish(),
});
export type WireBatch = z.infer<typeof WireBatch>;

/** A page of batches. Without a list in it, it is no answer that says "none". */
export const WireBatches = z.object({
  data: z.array(WireBatch),
  has_more: z.boolean().nullish(),
});
export type WireBatches = z.infer<typeof WireBatches>;

/** The body of an answer that is an error: the kind lies inside, the outer `type` is always `error`. */
export const WireError = z.object({
  error: z
    .object({
      type: z.string().nullish().catch(null),
      message: z.string().nullish().catch(null),
      details: z.object({ error_code: z.string().nullish() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
export type WireError = z.infer<typeof WireError>;
