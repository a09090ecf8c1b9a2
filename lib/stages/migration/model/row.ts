import type { Picodollars } from "@/lib/core/money";
import type { Stage } from "@/lib/core/values";
import type { PilotNight } from "./night";
import type { Policy } from "./policy";
import type { Regression } from "./regression";
import type { MigrationRules, MoveFacts } from "./rules";
import type { OwnerWord } from "./standing";

/** One endpoint on the board. */
export type MigrationRow = OwnerWord & {
  key: string;
  label: string;
  owner: string | null;
  ownerName: string | null;
  team: string | null;
  costCenter: string | null;
  stage: Stage;
  since: Date | null;
  /** Grows with every move; a move says which one it saw. */
  version: number;
  /** Dollars of the period at sync prices: what still runs as sync and what already ran as batch. */
  sync: Picodollars;
  batch: Picodollars;
  verdict: string | null;
  reason: string | null;
  forecast: Picodollars | null;
  realised: Picodollars | null;
  confirmed: Picodollars | null;
  longestWaitHours: number | null;
  policy: Policy | null;
  policyAt: Date | null;
  askAgainAt: Date | null;
  /** Of the pilot that runs or ran, oldest first. */
  nights: PilotNight[];
  regression: Regression | null;
};

export function factsOf(row: MigrationRow, rows: readonly MigrationRow[], rules: MigrationRules): MoveFacts {
  const pilots = rows
    .filter(({ stage, key }) => stage === "pilot" && key !== row.key)
    .map(({ label }) => label);
  const { stage, answer, question, longestWaitHours, costCenter, policy, policyAt, nights } = row;
  return { stage, answer, question, longestWaitHours, costCenter, policy, policyAt, nights, pilots, rules };
}
