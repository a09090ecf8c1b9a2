import type { Picodollars } from "@/lib/core/money";
import type { Evidence } from "@/lib/stages/fit/model/evidence";
import type { StoredForecast } from "@/lib/stages/fit/model/stored";
import type { Traffic } from "./answer";

/** What earlier stages know of an endpoint. */
export type EndpointFacts = {
  key: string;
  evidence: Evidence | null;
  forecast: StoredForecast | null;
  verdict: string | null;
  fitShare: number | null;
  stage: string | null;
};

export const NO_FACTS: EndpointFacts = {
  key: "",
  evidence: null,
  forecast: null,
  verdict: null,
  fitShare: null,
  stage: null,
};

export type JobUse = { job: string; cost: Picodollars; calls: bigint | null };

/** What a rule's share is measured on: calls, since what runs as batch already costs half; dollars where no source counts. */
export function trafficOf(facts: EndpointFacts, jobs: JobUse[]): Traffic {
  const counted = jobs.every(({ calls }) => calls !== null);
  const weight = ({ calls, cost }: JobUse) => (counted ? (calls ?? 0n) : cost);
  const all = jobs.reduce((sum, job) => sum + weight(job), 0n);
  return {
    jobs:
      all === 0n
        ? []
        : jobs.map((one) => ({ job: one.job, share: Number((weight(one) * 10_000n) / all) / 10_000 })),
    hoursOfWeek: facts.evidence?.hoursOfWeek ?? [],
    clients: facts.evidence?.clients ?? {},
  };
}
