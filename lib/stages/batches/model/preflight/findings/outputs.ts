import { formatFineDollars, type Picodollars } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { Fix } from "../../fix";
import type { Finding } from "../../preflight";
import { type Lines, OPEN, Tally } from "../lines";
import type { Outliers } from "../outliers";
import type { Expectation } from "../output";
import { tokensWords } from "../words";
import { finding, mend } from "./finding";

/** A limit so many times the endpoint's longest usual answer lets a broken answer run on. */
const RUNAWAY = 8;

type Input = {
  lines: Lines;
  expected: Expectation;
  hasHistory: boolean;
  /** The provider refuses lines without a limit: then they are told as refused, and not twice. */
  isNeeded: boolean;
  /** What the lines without a limit may cost beyond what is expected; null: no price is known. */
  rise: Picodollars | null;
  fixes: readonly Fix[];
};

/** Lines whose answers may run long: without a limit, or with one that nobody needs. */
export function outputFindings({ lines, expected, hasHistory, isNeeded, rise, fixes }: Input): Finding[] {
  const [open, runaway] = [new Tally(), new Tally()];
  for (let row = 0; row < lines.count; row += 1) {
    if (!lines.isSent(row)) continue;
    const most = lines.maxOutput.get(row);
    if (most === OPEN) open.add(lines.number.get(row));
    else if (hasHistory && most > expected.ceiling * RUNAWAY) runaway.add(lines.number.get(row));
  }
  const mends = [mend({ kind: "limit-output" as const, tokens: expected.ceiling })];
  const findings: Finding[] = [];
  if (open.lines > 0 && !isNeeded)
    findings.push(
      finding(
        {
          ...{
            code: "no-output-limit",
            severity: "advice" as const,
            title: "No output limit",
            tally: open,
            mends,
          },
          detail:
            rise === null || rise <= 0n
              ? "An answer may run as long as the model can"
              : `Cost could rise by up to ${formatFineDollars(rise)} if these run long`,
        },
        fixes,
      ),
    );
  if (runaway.lines > 0)
    findings.push(
      finding(
        {
          ...{ code: "high-output-limit", severity: "advice" as const, tally: runaway, mends },
          title: "Output limits far above what this endpoint writes",
          detail: `99 of 100 of its answers stay within ${formatWhole(expected.ceiling)} tokens`,
        },
        fixes,
      ),
    );
  return findings;
}

export function outlierFindings(lines: Lines, outliers: Outliers | null): Finding[] {
  if (!outliers) return [];
  const tally = new Tally();
  for (const row of outliers.rows) tally.add(lines.number.get(row));
  const detail = `More than ${tokensWords(outliers.above)} tokens each; they go in a file of their own, so that the others do not wait`;
  return [
    finding({ code: "outliers", severity: "pass", title: "Much larger than the others", detail, tally }, []),
  ];
}
