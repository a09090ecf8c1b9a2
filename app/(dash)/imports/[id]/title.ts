import { rowsOf } from "@/components/imports/words";
import { formatWhole } from "@/lib/core/numbers";
import type { Import } from "@/lib/stages/imports/model/import";

/** The answer as the title: how many of how many, or what is going on. */
export function titleOf(one: Import): string {
  if (one.status === "needs-mapping") return "Which column is which?";
  if (one.status === "failed") return "The file was not imported";
  if (one.status !== "done") return one.filename;
  if (one.takenBackAt) return "Being taken back";
  const open = one.rowsRejected - one.rowsSkipped;
  if (open === 0n) return `${rowsOf(one.rowsAccepted)} ${one.rowsAccepted === 1n ? "was" : "were"} imported`;
  return `${formatWhole(open)} of ${rowsOf(one.rowsRead)} ${open === 1n ? "was" : "were"} not imported`;
}
