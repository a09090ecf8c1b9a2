import type { PreflightReport } from "../preflight";
import type { Reason } from "../view";
import { linesWords } from "./words";

/** Why a batch cannot start, in a line: `12 lines block the start`. */
export function reasonOf({ findings }: PreflightReport): Reason {
  const blockers = findings.filter(({ severity, mended }) => severity === "blocker" && !mended);
  const lines = blockers.reduce((sum, finding) => sum + finding.lines, 0);
  const [first] = blockers;
  if (lines === 0)
    return { code: first?.code ?? "blocked", message: `${first?.title ?? "It cannot start"}.` };
  const start = `${linesWords(lines)} ${lines === 1 ? "blocks" : "block"} the start`;
  return { code: first?.code ?? "blocked", message: `${start}. ${first?.title ?? "They cannot be sent"}.` };
}
