import type { Picodollars } from "@/lib/core/money";
import type { Answer, Stage } from "@/lib/core/values";

/** One endpoint in sync-price dollars, so that every step compares. */
export type FunnelEndpoint = {
  /** What still runs as sync (or flex, priority, unknown), as billed. */
  sync: Picodollars;
  /** What already ran as batch, at sync price. */
  batch: Picodollars;
  answer: Answer | null;
  /** Of an answer "part": the share 0–1 that can wait. */
  share: number | null;
  stage: Stage | null;
};

export type FunnelStep = {
  id: "total" | "asked" | "fine" | "migrated" | "confirmed";
  total: Picodollars;
  /** The part of it that already runs as batch. */
  batch: Picodollars;
  endpoints: number;
};
export type FunnelLeave = {
  after: FunnelStep["id"];
  id: "not-asked" | "no" | "waiting" | "kept-sync" | "still-sync" | "in-question";
  amount: Picodollars;
};
export type Funnel = { steps: FunnelStep[]; leaves: FunnelLeave[] };

const ASKED: readonly Stage[] = ["asked", "approved", "pilot", "migrated", "confirmed", "declined"];

/** Where the dollars stand. Each step is what came into it less what left, so the amounts add up. */
export function funnelOf(endpoints: readonly FunnelEndpoint[]): Funnel {
  const all = (of: readonly FunnelEndpoint[]) => of.reduce((sum, { sync, batch }) => sum + sync + batch, 0n);
  const batchOf = (of: readonly FunnelEndpoint[]) => of.reduce((sum, { batch }) => sum + batch, 0n);
  const asked = endpoints.filter(
    (one) => one.answer !== null || (one.stage !== null && ASKED.includes(one.stage)),
  );
  const no = asked.filter((one) => one.answer === "no" || one.stage === "declined");
  const waiting = asked.filter((one) => one.answer === null && !no.includes(one));
  const fine = asked.filter((one) => !no.includes(one) && !waiting.includes(one));
  const kept = fine.map((one) => keptSync(one));
  const keptSum = kept.reduce((sum, amount) => sum + amount, 0n);
  const fineTotal = all(fine) - keptSum;
  const migrated = fine.filter((one) => one.batch > 0n);
  const migratedTotal = batchOf(fine);
  const confirmed = migrated.filter((one) => one.stage === "confirmed");
  const leaves: FunnelLeave[] = [
    { after: "total", id: "not-asked", amount: all(endpoints) - all(asked) },
    { after: "asked", id: "no", amount: all(no) },
    { after: "asked", id: "waiting", amount: all(waiting) },
    { after: "asked", id: "kept-sync", amount: keptSum },
    { after: "fine", id: "still-sync", amount: fineTotal - migratedTotal },
    {
      after: "migrated",
      id: "in-question",
      amount: confirmed.length > 0 ? migratedTotal - batchOf(confirmed) : 0n,
    },
  ];
  return {
    steps: [
      { id: "total", total: all(endpoints), batch: batchOf(endpoints), endpoints: endpoints.length },
      { id: "asked", total: all(asked), batch: batchOf(asked), endpoints: asked.length },
      { id: "fine", total: fineTotal, batch: migratedTotal, endpoints: fine.length },
      { id: "migrated", total: migratedTotal, batch: migratedTotal, endpoints: migrated.length },
      { id: "confirmed", total: batchOf(confirmed), batch: batchOf(confirmed), endpoints: confirmed.length },
    ],
    leaves: leaves.filter((leave) => leave.amount !== 0n),
  };
}

/** Of an endpoint of which a part can wait: what its owner keeps, at most what does not run as batch already. */
function keptSync({ sync, batch, answer, share }: FunnelEndpoint): Picodollars {
  if (answer !== "part" || share === null) return 0n;
  const kept = ((sync + batch) * BigInt(Math.round((1 - share) * 1_000_000))) / 1_000_000n;
  return kept < sync ? kept : sync;
}
