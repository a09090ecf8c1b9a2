import { formatWhole } from "@/lib/core/numbers";
import type { Fix } from "../../fix";
import type { Finding } from "../../preflight";
import { type Group, type Lines, MARK, OPEN, Tally } from "../lines";
import { limitOf } from "../output";
import { counted, namesWords, tokensWords } from "../words";
import { finding, leaveOut } from "./finding";

type Input = {
  lines: Lines;
  groups: readonly Group[];
  /** Tokens that a request of the group may hold, input and answer together; null: nobody states it. */
  windowOf(group: Group): number | null;
  /** By how much the input may be more, and less, than expected, as factors. */
  doubt(row: number): { high: number; low: number };
  limit: number | null;
  fixes: readonly Fix[];
};

const CODE = "context-window";

/**
 * Whether prompts, with the answers that are asked for, fit the model. Where tokens are an estimate, only what surely does
 * not fit stops the batch.
 */
export function contextFindings(input: Input): Finding[] {
  const { lines, groups, fixes } = input;
  const windows = groups.map(input.windowOf);
  const isLeftOut = fixes.some((fix) => fix.kind === "leave-out" && fix.code === CODE);
  const [over, close, unknown] = [new Tally(), new Tally(), new Tally()];
  let [longest, smallest] = [0, Number.POSITIVE_INFINITY];
  for (let row = 0; row < lines.count; row += 1) {
    if (!lines.isSent(row)) continue;
    const number = lines.number.get(row);
    const tokens = lines.input.get(row);
    if (tokens > longest) longest = tokens;
    const window = windows[lines.group.get(row)] ?? null;
    if (window === null) {
      unknown.add(number);
      continue;
    }
    smallest = Math.min(smallest, window);
    const most = limitOf(lines, row, input.limit);
    // Some vendors cut an answer that no longer fits, so the prompt alone decides where the limit is very high.
    const answer = most === OPEN || most >= window ? 0 : most;
    const { high, low } = input.doubt(row);
    if (tokens * low + answer > window) {
      over.add(number);
      lines.mark(row, isLeftOut ? MARK.leftOut : MARK.refused);
    } else if (tokens * high + answer > window) close.add(number);
  }
  const models = namesWords([...new Set(groups.flatMap(({ model }) => model ?? []))]);
  const window = Number.isFinite(smallest) ? `; the model takes ${formatWhole(smallest)}` : "";
  const longestWords = `Longest is ${tokensWords(longest)} tokens`;
  const found: Finding[] = [];
  if (over.lines > 0)
    found.push(
      finding(
        {
          ...{ code: CODE, severity: "blocker" as const, tally: over, mends: [leaveOut(CODE)] },
          title: "Longer than the context window",
          detail: `${longestWords}, answers not counted${window}`,
        },
        fixes,
      ),
    );
  if (close.lines > 0)
    found.push(
      finding(
        {
          ...{ code: "context-close", severity: "advice" as const, tally: close },
          title: "May not fit the context window",
          detail: `${longestWords} by estimate${window}`,
        },
        fixes,
      ),
    );
  if (unknown.lines > 0)
    found.push(
      finding(
        {
          ...{ code: "context-unknown", severity: "advice" as const, tally: unknown },
          title: "Context window not known",
          detail: `Nobody states it for ${models || "this model"}. ${longestWords}`,
        },
        fixes,
      ),
    );
  const fine = countSent(lines) - over.lines - close.lines - unknown.lines;
  if (found.length === 0 && fine > 0)
    found.push(
      finding(
        {
          ...{ code: "context-fits", severity: "pass" as const, tally: { lines: fine, where: [] } },
          title: "Every prompt fits the context window",
          detail: longestWords,
        },
        fixes,
      ),
    );
  return found;
}

export function countSent(lines: Lines): number {
  let sent = 0;
  for (let row = 0; row < lines.count; row += 1) if (lines.isSent(row)) sent += 1;
  return sent;
}

/** What can be read at all: one line that says it is well, or none. */
export function readableFinding(lines: Lines, groups: readonly Group[], hasTroubles: boolean): Finding[] {
  if (lines.count === 0) {
    const title = "The file holds no requests";
    return [finding({ code: "empty", severity: "blocker", title, detail: "Not one line has a request" }, [])];
  }
  if (countSent(lines) === 0) {
    const detail = "Every line is broken or left out";
    return [finding({ code: "nothing-left", severity: "blocker", title: "No request is left", detail }, [])];
  }
  if (hasTroubles) return [];
  const models = new Set(groups.map(({ model }) => model));
  const paths = new Set(groups.map(({ path }) => path));
  const what = [
    models.size === 1 ? "one model" : counted(models.size, "model"),
    paths.size === 1 ? "one path" : counted(paths.size, "path"),
  ];
  const tally = { lines: lines.count, where: [] };
  const title = `Valid JSON, ${what.join(", ")}`;
  return [finding({ code: "readable", severity: "pass", title, detail: [...paths].join(", "), tally }, [])];
}
