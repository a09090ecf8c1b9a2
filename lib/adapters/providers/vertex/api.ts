import { z } from "zod";

// Only what is read, as it comes on the wire: what is absent is not there, and whole numbers of 64 bits are texts.

const Instant = z.string().nullish();
const Whole = z.union([z.string(), z.number()]).nullish();

export const WireStatus = z.object({
  code: z.number().nullish(),
  message: z.string().nullish(),
});
export type WireStatus = z.infer<typeof WireStatus>;

export const WireJob = z.object({
  name: z.string().min(1),
  displayName: z.string().nullish(),
  state: z.string().nullish(),
  error: WireStatus.nullish().catch(null),
  partialFailures: z.array(WireStatus).nullish().catch(null),
  completionStats: z
    .object({ successfulCount: Whole, failedCount: Whole, incompleteCount: Whole })
    .nullish()
    .catch(null),
  outputInfo: z
    .object({
      gcsOutputDirectory: z.string().nullish(),
      bigqueryOutputDataset: z.string().nullish(),
      bigqueryOutputTable: z.string().nullish(),
    })
    .nullish()
    .catch(null),
  createTime: Instant,
  startTime: Instant,
  endTime: Instant,
  updateTime: Instant,
  labels: z.record(z.string(), z.string()).nullish().catch(null),
});
export type WireJob = z.infer<typeof WireJob>;

/** A page of jobs. An empty one is an empty object: anything else in it, and it is no answer that says "none". */
export const WireJobs = z.strictObject({
  batchPredictionJobs: z.array(WireJob).optional(),
  nextPageToken: z.string().optional(),
});
export type WireJobs = z.infer<typeof WireJobs>;

export const WireObjects = z.object({
  kind: z.literal("storage#objects"),
  items: z.array(z.object({ name: z.string(), size: z.string().nullish() })).nullish(),
  nextPageToken: z.string().nullish(),
});

/** A bucket or a data set. */
export const WirePlace = z.object({ location: z.string().nullish() });

export const WirePermissions = z.object({ permissions: z.array(z.string()).nullish() });

/** A load job of BigQuery. */
export const WireLoad = z.object({
  jobReference: z.object({ jobId: z.string(), location: z.string().nullish() }),
  status: z.object({
    state: z.string(),
    errorResult: z.object({ reason: z.string().nullish(), message: z.string().nullish() }).nullish(),
  }),
});
export type WireLoad = z.infer<typeof WireLoad>;

export const WireTable = z.object({
  schema: z.object({ fields: z.array(z.object({ name: z.string() })) }),
});

export const WireRows = z.object({
  kind: z.literal("bigquery#tableDataList"),
  totalRows: z.string().nullish(),
  pageToken: z.string().nullish(),
  rows: z.array(z.object({ f: z.array(z.object({ v: z.unknown() })) })).nullish(),
});
