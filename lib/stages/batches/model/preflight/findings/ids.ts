import type { Fix } from "../../fix";
import type { Finding } from "../../preflight";
import { type Lines, MARK, Tally } from "../lines";
import { finding, leaveOut, mend } from "./finding";

/** Duplicates and absent ids. Marks what a fix leaves out. */
export function idFindings(lines: Lines, fixes: readonly Fix[]): Finding[] {
  const tallies = { duplicate: new Tally(), missing: new Tally() };
  const keepsFirst = fixes.some(({ kind }) => kind === "keep-first");
  for (let row = 0; row < lines.count; row += 1) {
    const number = lines.number.get(row);
    const isDuplicate = lines.has(row, MARK.duplicate);
    if (isDuplicate) tallies.duplicate.add(number);
    if (isDuplicate && keepsFirst) lines.mark(row, MARK.leftOut);
    if (!lines.isSent(row)) continue;
    if (lines.has(row, MARK.noId)) tallies.missing.add(number);
  }
  return [...duplicates(tallies.duplicate, fixes), ...missing(tallies.missing, lines.count, fixes)];
}

function duplicates(tally: Tally, fixes: readonly Fix[]): Finding[] {
  if (tally.lines === 0) return [];
  const mends = [mend({ kind: "keep-first" }), mend({ kind: "rename-duplicates" })];
  const title = "Duplicate request ids";
  const detail = "Results could not be told apart";
  return [finding({ code: "duplicate-ids", severity: "advice", title, detail, tally, mends }, fixes)];
}

function missing(tally: Tally, all: number, fixes: readonly Fix[]): Finding[] {
  if (tally.lines === 0) return [];
  // A file of bare bodies has none by nature; a file where some are missing was meant to have them.
  const severity = tally.lines === all ? "pass" : "advice";
  const title = tally.lines === all ? "Lines without ids" : "Some ids are missing";
  const detail = "Their results are named by their line: line-1, line-2 and so on";
  return [finding({ code: "missing-ids", severity, title, detail, tally }, fixes)];
}

/** Asked before duplicates are looked for: who leaves paid lines out may still send another with the same id. */
export function paidFindings(lines: Lines, fixes: readonly Fix[]): Finding[] {
  const code = "paid-before";
  const isLeftOut = fixes.some((fix) => fix.kind === "leave-out" && fix.code === code);
  const tally = new Tally();
  if ((lines.seen & MARK.paid) === 0) return [];
  for (let row = 0; row < lines.count; row += 1) {
    if (!lines.has(row, MARK.paid) || !lines.isSent(row)) continue;
    tally.add(lines.number.get(row));
    if (isLeftOut) lines.mark(row, MARK.leftOut);
  }
  if (tally.lines === 0) return [];
  const title = "Ids that were paid for before";
  const detail = "An earlier batch of this endpoint has answers for them";
  return [finding({ code, severity: "advice", title, detail, tally, mends: [leaveOut(code)] }, fixes)];
}
