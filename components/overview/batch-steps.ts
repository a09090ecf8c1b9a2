import { formatDuration } from "@/lib/core/instants";
import { formatWhole } from "@/lib/core/numbers";
import type { BatchRow } from "@/lib/stages/batches/model/view";
import type { NextStep } from "./next-steps";

/** One line for each batch that somebody should look at; whoever may start batches can settle it. */
export function stepsOfBatches(rows: readonly BatchRow[], now: Date): NextStep[] {
  return rows.flatMap((row) => stepOf(row, now) ?? []);
}

type Said = Pick<NextStep, "title" | "detail" | "age"> & { label: string };

function stepOf(row: BatchRow, now: Date): NextStep | null {
  const said = saidOf(row, now);
  if (!said) return null;
  const { label, ...words } = said;
  const page = row.state === "blocked" ? "/batches/new?batch=" : "/batches/";
  return {
    id: `batch-${row.id}`,
    role: "manager",
    ...words,
    stake: row.cost.settled ?? row.cost.estimate,
    stakeWord: "No price",
    action: { label, href: `${page}${encodeURIComponent(row.id)}` },
  };
}

function saidOf(row: BatchRow, now: Date): Said | null {
  const name = row.endpoint.label;
  const reason = row.reason?.message ?? "";
  const since = (at: Date | null) => ageWords(at ?? row.createdAt, now);
  if (row.state === "unsure")
    return {
      title: `Decide whether a batch of ${name} was taken`,
      detail: `${row.id} is not sent again before that`,
      age: since(row.createdAt),
      label: "Decide",
    };
  if (row.state === "blocked")
    return { title: `The file for ${name} cannot start`, detail: reason, age: since(null), label: "Mend" };
  if (row.isAtRisk) {
    const left = row.deadlineAt ? row.deadlineAt.getTime() - now.getTime() : 0;
    return {
      title: `A batch of ${name} may miss its deadline`,
      detail: reason,
      age: left > 0 ? `${formatDuration(left)} left` : "Past it",
      label: "See it",
    };
  }
  if (row.state === "failed" || row.state === "expired")
    return {
      title: `A batch of ${name} ${row.state}`,
      detail: reason || `${row.id}, ${countWords(row)}`,
      age: since(row.endedAt),
      label: row.state === "failed" ? "See why" : "Run or retry",
    };
  if (row.cost.unpriced > 0)
    return {
      title: `${formatWhole(row.cost.unpriced)} requests of ${name} have no price`,
      detail: `${row.id}, what they cost is in no figure`,
      age: since(row.endedAt),
      label: "See it",
    };
  if (row.needsAttention)
    return {
      title: `Look at a batch of ${name}`,
      detail: reason || row.id,
      age: since(null),
      label: "See it",
    };
  return null;
}

function countWords({ requests }: BatchRow): string {
  const open = requests.failed + requests.expired + requests.pending;
  return `${formatWhole(open)} of ${formatWhole(requests.total)} without a result`;
}

function ageWords(at: Date, now: Date): string {
  const days = Math.floor((now.getTime() - at.getTime()) / 86_400_000);
  if (days < 1) return "Today";
  return days === 1 ? "1 day" : `${days} days`;
}
