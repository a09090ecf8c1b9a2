import type { Role } from "@/lib/core/access";
import { formatWhole } from "@/lib/core/numbers";
import type { Gap, Overview } from "@/lib/stages/spend/model/overview";

/** One thing to do, by one role, with what it is about in dollars. */
export type NextStep = {
  id: string;
  role: Role;
  title: string;
  detail: string;
  /** Picodollars; null where no amount is known. */
  stake: bigint | null;
  /** What stands in place of an amount. */
  stakeWord?: string;
  age: string;
  action: { label: string; href: string };
};

/** An import that waits for a person. */
export type OpenImport = {
  id: string;
  filename: string;
  status: string;
  rowsRead: bigint;
  rowsRejected: bigint;
  age: string;
};

/** Everything that can be done now, largest first inside a role. */
export function nextSteps(overview: Overview, imports: OpenImport[], later: NextStep[] = []): NextStep[] {
  const steps = [...imports.flatMap(stepOfImport), ...later, ...stepsOfGaps(overview)];
  return steps.sort((a, b) => order(a.role) - order(b.role) || compare(b.stake, a.stake));
}

const ORDER: Role[] = ["manager", "owner", "finance", "admin"];
const order = (role: Role) => ORDER.indexOf(role);
/** Without an amount it blocks something: first. */
function compare(a: bigint | null, b: bigint | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function stepOfImport(file: OpenImport): NextStep[] {
  const href = `/imports/${file.id}`;
  const base = { id: `import-${file.id}`, role: "manager" as const, stake: null, age: file.age };
  if (file.status === "needs-mapping")
    return [
      {
        ...base,
        title: `Say what the columns of ${file.filename} mean`,
        detail: "it is in no known format",
        stakeWord: "Blocks import",
        action: { label: "Map columns", href },
      },
    ];
  if (file.status === "failed")
    return [
      {
        ...base,
        title: `${file.filename} could not be read`,
        detail: "nothing of it is in any figure",
        stakeWord: "Blocks import",
        action: { label: "See why", href },
      },
    ];
  if (file.status !== "done" || file.rowsRejected === 0n) return [];
  return [
    {
      ...base,
      title: `Fix ${formatWhole(file.rowsRejected)} of ${formatWhole(file.rowsRead)} rows of ${file.filename}`,
      detail: "the others are in",
      stakeWord: `${formatWhole(file.rowsRejected)} rows`,
      action: { label: "Fix rows", href },
    },
  ];
}

function stepsOfGaps({ gaps, totals }: Overview): NextStep[] {
  const steps: NextStep[] = [];
  const { topWithoutOwner, withoutCostCenter, withoutEndpoint } = gaps;
  if (topWithoutOwner.count > 0)
    steps.push({
      id: "owners",
      role: "manager",
      title: `${endpoints(topWithoutOwner.count)} of the top 10 ${topWithoutOwner.count === 1 ? "has" : "have"} no owner`,
      detail: listed(topWithoutOwner),
      stake: topWithoutOwner.cost,
      age: "In this period",
      action: { label: "Assign owners", href: "/spend?owner=unassigned" },
    });
  if (withoutEndpoint.count > 0)
    steps.push({
      id: "unassigned",
      role: "manager",
      title: "Spend that no endpoint or job is named for",
      detail: "a rule can map a project, key or team to one",
      stake: withoutEndpoint.cost,
      age: "In this period",
      action: { label: "See what it is", href: "/spend?endpoint=unassigned&groupBy=model" },
    });
  if (withoutCostCenter.count > 0)
    steps.push({
      id: "cost-centers",
      role: "finance",
      title: `${endpoints(withoutCostCenter.count)} ${withoutCostCenter.count === 1 ? "has" : "have"} no cost center`,
      detail: listed(withoutCostCenter),
      stake: withoutCostCenter.cost,
      age: "In this period",
      action: { label: "Assign", href: "/spend?costCenter=unassigned" },
    });
  if (totals.unpricedRows > 0n)
    steps.push({
      id: "unpriced",
      role: "admin",
      title: `${formatWhole(totals.unpricedRows)} rows have no price and are in no total`,
      detail: totals.unpricedModels.slice(0, 3).join(", "),
      stake: null,
      stakeWord: "Not counted",
      age: "In this period",
      action: { label: "See models", href: "/spend?groupBy=model" },
    });
  return steps;
}

function endpoints(count: number): string {
  return count === 1 ? "1 endpoint" : `${formatWhole(count)} endpoints`;
}

/** `voice/call-notes, bi/weekly-digest and 4 more` */
function listed({ labels, count }: Gap): string {
  const more = count - labels.length;
  return more > 0 ? `${labels.join(", ")} and ${more} more` : labels.join(", ");
}
