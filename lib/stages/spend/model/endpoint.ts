import { z } from "zod";
import { type Picodollars, toDecimal } from "@/lib/core/money";
import type { Day, Period } from "@/lib/core/period";
import type { EndpointKind } from "@/lib/core/values";
import { type Measures, measuresOf, NO_SUMS, type SpendRow } from "./page";
import { MeasuresView, measuresView, rowView, SpendRowView } from "./view";

export type EndpointDay = {
  day: Day;
  sync: Picodollars;
  batch: Picodollars;
  other: Picodollars;
  requests: bigint | null;
};

/** What one model did under one job name; `job` null is all calls without one. */
export type EndpointPart = Measures & { provider: string; model: string | null; job: string | null };

/** A person's words, which win over rules and files; null where nobody said anything. */
export type EndpointEdits = {
  owner: string | null;
  team: string | null;
  costCenter: string | null;
  kind: EndpointKind | null;
};

export type EndpointDetail = {
  /** Null for what has no name: it cannot be edited. */
  folded: string | null;
  period: Period;
  /** Facts and place in the ranking; null when the period has no usage of it. */
  row: SpendRow | null;
  key: string;
  label: string;
  /** How many the ranking has, and the keys before and after. */
  ranked: number;
  previous: string | null;
  next: string | null;
  edits: EndpointEdits;
  days: EndpointDay[];
  parts: EndpointPart[];
};

/** Body of `PATCH /endpoints/{key}`. Null takes an edit back; what is absent stays. */
export const EndpointPatch = z.strictObject({
  owner: z.string().trim().max(200).nullable().optional(),
  team: z.string().trim().max(200).nullable().optional(),
  costCenter: z.string().trim().max(200).nullable().optional(),
  kind: z.enum(["endpoint", "job"]).nullable().optional(),
});

const text = z.string().nullable();
/** What `GET /endpoints/{key}` answers. Without usage in the period the figures are null. */
export const EndpointView = SpendRowView.omit({ rank: true }).extend({
  rank: z.number().int().nullable(),
  from: z.string(),
  to: z.string(),
  ranked: z.number().int(),
  previous: text,
  next: text,
  edits: z.object({ owner: text, team: text, costCenter: text, kind: text }),
  days: z.array(
    z.object({
      day: z.string(),
      cost: z.string(),
      costSync: z.string(),
      costBatch: z.string(),
      costOther: z.string(),
      requests: z.number().int().nullable(),
    }),
  ),
  parts: z.array(MeasuresView.extend({ provider: z.string(), model: text, job: text })),
});

export function endpointView(detail: EndpointDetail) {
  const { key, label, period, row, ranked, previous, next, edits, days, parts } = detail;
  return {
    ...rowView(row ?? { ...NO_USAGE, ...edits, kind: edits.kind ?? "endpoint" }),
    ...{ key, label, rank: row?.rank ?? null },
    ...period,
    ...{ ranked, previous, next, edits },
    days: days.map(({ day, sync, batch, other, requests }) => ({
      day,
      cost: toDecimal(sync + batch + other),
      costSync: toDecimal(sync),
      costBatch: toDecimal(batch),
      costOther: toDecimal(other),
      requests,
    })),
    parts: parts.map(({ provider, model, job, ...measures }) => ({
      ...{ provider, model, job },
      ...measuresView(measures),
    })),
  };
}

const NO_USAGE: SpendRow = {
  ...measuresOf(NO_SUMS),
  ...{ rank: 0, key: "", label: "", kind: null, owner: null, owners: 0, ownerName: null, team: null },
  ...{ costCenter: null, providers: [], models: [], share: null, cumulativeShare: null, cumulative: null },
  ...{ trend: null, fit: null, answer: null, forecastSaving: null, realisedSaving: null, stage: null },
};

export const AssignOwner = z.object({
  keys: z.preprocess(
    (value) => (Array.isArray(value) ? value : [value]),
    z.array(z.string().min(1).max(500)).min(1).max(50),
  ),
  owner: z.email("Use an e-mail address."),
});
export type AssignOwner = z.output<typeof AssignOwner>;

const typed = z
  .string()
  .trim()
  .max(200, "Use at most 200 characters.")
  .transform((text) => text || null)
  .optional();
/** A field that is not in the form stays as it is; an empty one takes the edit back. */
export const EditForm = z.object({
  key: z.string().min(1).max(500),
  owner: z.union([z.literal("").transform(() => null), z.email("Use an e-mail address.")]).optional(),
  team: typed,
  costCenter: typed,
  kind: z.union([z.literal("").transform(() => null), z.enum(["endpoint", "job"])]).optional(),
});
export type EditForm = z.output<typeof EditForm>;
