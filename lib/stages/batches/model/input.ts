import { z } from "zod";
import { parseDollars } from "@/lib/core/money";
import { Paging } from "@/lib/core/paging";
import { BATCH_STATES, REQUEST_STATUSES } from "@/lib/core/values";

export const BatchId = z.object({ batchId: z.string().min(1).max(100) });
export type BatchId = z.infer<typeof BatchId>;

const words = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().trim().min(1).max(200)).max(100),
);

export const BATCH_FILTERS = ["running", "waiting", "attention", "finished"] as const;

export const ListBatches = Paging.extend({
  /** running: on its way. waiting: not begun. attention: somebody should look. finished: over. */
  group: z.enum(BATCH_FILTERS).optional(),
  state: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.enum(BATCH_STATES)),
  ),
  provider: words,
  /** Key or label. */
  endpoint: words,
  costCenter: words,
});
export type ListBatches = z.infer<typeof ListBatches>;

export const ListRequests = Paging.extend({
  status: z.enum(REQUEST_STATUSES).optional(),
  /** The beginning of a custom id. */
  search: z.string().trim().max(200).optional(),
});
export type ListRequests = z.infer<typeof ListRequests>;

export const RESOLUTIONS = ["adopt", "resubmit", "abandon"] as const;
export const ResolveBatch = z
  .object({
    action: z.enum(RESOLUTIONS),
    /** Which batch of the provider it is. */
    providerBatchId: z.string().trim().min(1).max(300).optional(),
    /** Which part; needed where several are unsure. */
    part: z.coerce.number().int().positive().optional(),
  })
  .refine(({ action, providerBatchId }) => action !== "adopt" || providerBatchId !== undefined, {
    path: ["providerBatchId"],
    message: "Name the provider's batch to adopt.",
  });
export type ResolveBatch = z.infer<typeof ResolveBatch>;

export const RunRemaining = z.object({
  /** Dollars that may be spent at most; half as much again as is quoted when absent. */
  cap: z
    .string()
    .trim()
    .regex(/^\d{1,9}(\.\d{1,12})?$/, "Dollars, such as 56 or 56.40.")
    .optional(),
});
export type RunRemaining = z.infer<typeof RunRemaining>;

export const capIn = ({ cap }: RunRemaining) => (cap === undefined ? null : parseDollars(cap));
