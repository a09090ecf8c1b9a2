import { formatWhole } from "@/lib/core/numbers";
import type { Finding, PreflightReport } from "@/lib/stages/batches/model/preflight";
import type { BatchDetail } from "@/lib/stages/batches/model/view";

/** What keeps it from starting and is not mended yet. */
export function blockersOf(report: PreflightReport): Finding[] {
  return report.findings.filter(({ severity, mended }) => severity === "blocker" && !mended);
}

/** Why the batch cannot be confirmed now; null: it can. */
export function whyNot(batch: BatchDetail | null): string | null {
  if (!batch) return "Upload a file and say what it is first.";
  if (batch.state === "preflight") return "The file is being checked.";
  if (!batch.preflight) return batch.reason?.message ?? "The file could not be checked.";
  const [first, ...more] = blockersOf(batch.preflight);
  if (first) {
    const rest = more.length > 0 ? `, and ${formatWhole(more.length)} more` : "";
    return `${mendWords(first)}${rest} first.`;
  }
  return batch.actions.start ? null : "It was started already.";
}

/** `Remove the flag from 12 lines`, or what it is when nobody can mend it here. */
function mendWords({ title, lines, mends }: Finding): string {
  const mend = mends[0];
  if (!mend) return `Mend “${title}” in the file`;
  return lines > 0 ? `${mend.label}: ${formatWhole(lines)} ${lines === 1 ? "line" : "lines"}` : mend.label;
}

/** Twice the batch price is the sync price: 0.5. Null where one of them is unknown. */
export function discountOf(sync: bigint | null, batch: bigint | null): number | null {
  if (sync === null || batch === null || sync <= 0n) return null;
  return Number(((sync - batch) * 10_000n) / sync) / 10_000;
}
