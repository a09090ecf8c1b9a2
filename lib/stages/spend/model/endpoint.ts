import { z } from "zod";
import { type Picodollars, toDecimal } from "@/lib/core/money";
import type { Day, Period } from "@/lib/core/period";
import type { EndpointKind } from "@/lib/core/values";
import type { Measures, SpendRow } from "./page";
import { measuresView, rowView } from "./view";

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

/** What `GET /endpoints/{key}` answers. */
export function endpointView(detail: EndpointDetail) {
  const { key, label, period, row, ranked, previous, next, edits, days, parts } = detail;
  return {
    ...(row ? rowView(row) : { ...EMPTY, key, label }),
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
    models: parts.map(({ provider, model, job, ...measures }) => ({
      provider,
      model,
      job,
      ...measuresView(measures),
    })),
  };
}

const EMPTY = {
  rank: null,
  cost: null,
  costKind: "unpriced",
  requests: null,
  fit: null,
  answer: null,
  forecastSaving: null,
};
