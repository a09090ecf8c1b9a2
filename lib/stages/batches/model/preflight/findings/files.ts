import { formatBytes, formatWhole } from "@/lib/core/numbers";
import type { Fix } from "../../fix";
import type { Finding } from "../../preflight";
import { type Group, type Lines, MARK, Tally } from "../lines";
import type { Bin, Caps } from "../split";
import { counted, namesWords, tokensWords } from "../words";
import { finding, leaveOut, mend } from "./finding";

/** One file holds one model and one path at most providers; a click sends each as a file of its own. */
export function mixFindings(
  groups: readonly Group[],
  { oneModel, onePath }: { oneModel: boolean; onePath: boolean },
  fixes: readonly Fix[],
): Finding[] {
  const models = [...new Set(groups.map(({ model }) => model ?? "no model"))];
  const paths = [...new Set(groups.map(({ path }) => path))];
  const mends = [mend({ kind: "split-by-model" as const })];
  const found: Finding[] = [];
  if (oneModel && models.length > 1)
    found.push(
      finding(
        {
          ...{ code: "several-models", severity: "blocker" as const, mends },
          title: "Several models in one file",
          detail: namesWords(models),
        },
        fixes,
      ),
    );
  if (onePath && paths.length > 1)
    found.push(
      finding(
        {
          ...{ code: "several-paths", severity: "blocker" as const, mends },
          title: "Several paths in one file",
          detail: namesWords(paths),
        },
        fixes,
      ),
    );
  return found;
}

type SizeInput = {
  lines: Lines;
  frameBytes: number;
  capsOf(group: number): Caps;
  queueTokens(row: number): number;
  provider: string;
  fixes: readonly Fix[];
};

/** Lines that no file, or no queue, has room for. */
export function sizeFindings({
  lines,
  frameBytes,
  capsOf,
  queueTokens,
  provider,
  fixes,
}: SizeInput): Finding[] {
  const caps = new Map<number, Caps>();
  const big = { code: "larger-than-a-file", tally: new Tally(), most: 0 };
  const hungry = { code: "larger-than-the-queue", tally: new Tally(), most: 0 };
  const leftOut = new Set(fixes.flatMap((fix) => (fix.kind === "leave-out" ? [fix.code] : [])));
  for (let row = 0; row < lines.count; row += 1) {
    if (!lines.isSent(row)) continue;
    const group = lines.group.get(row);
    const cap = caps.get(group) ?? capsOf(group);
    caps.set(group, cap);
    const isBig = lines.sentBytes.get(row) + frameBytes > cap.bytes;
    const isHungry = cap.tokens !== null && queueTokens(row) > cap.tokens;
    if (!isBig && !isHungry) continue;
    const why = isBig ? big : hungry;
    why.tally.add(lines.number.get(row));
    why.most = (isBig ? cap.bytes : cap.tokens) ?? 0;
    lines.mark(row, leftOut.has(why.code) ? MARK.leftOut : MARK.refused);
  }
  const found: Finding[] = [];
  for (const { code, tally, most } of [big, hungry])
    if (tally.lines > 0)
      found.push(
        finding(
          {
            ...{ code, severity: "blocker" as const, tally, mends: [leaveOut(code)] },
            title: code === big.code ? "Larger than a whole file may be" : "Larger than the whole queue",
            detail:
              code === big.code
                ? `${provider} takes ${formatBytes(most)} a file`
                : `This connection's queue holds ${tokensWords(most)} tokens of the model`,
          },
          fixes,
        ),
      );
  return found;
}

/** Files below what the provider takes: more lines, or another way. */
export function fewFindings(bins: readonly Bin[], groups: readonly Group[], provider: string): Finding[] {
  const short = bins.filter(({ requests, caps }) => requests < caps.least);
  const [first] = short;
  if (!first) return [];
  const model = groups[first.group]?.model;
  const has = short.reduce((sum, { requests }) => sum + requests, 0);
  const missing = first.caps.least - first.requests;
  return [
    finding(
      {
        code: "too-few-requests",
        severity: "blocker",
        title: `${provider} takes at least ${formatWhole(first.caps.least)} records${model ? ` of ${model}` : ""}`,
        detail: `This has ${counted(first.requests, "record")}. Add ${formatWhole(missing)} and upload it again, wait and pool it with the next file, or run it as normal calls`,
        tally: { lines: has, where: [] },
      },
      [],
    ),
  ];
}

export function partsFinding(provider: string): Finding {
  const title = "Too many files";
  const detail = `${provider}'s limits would split this into more than 10,000 files. Raise the queue's limit of the connection, or send less`;
  return finding({ code: "too-many-files", severity: "blocker", title, detail }, []);
}

export function canaryFinding(bins: readonly Bin[], asked: number | null): Finding[] {
  const canary = bins.find(({ kind }) => kind === "canary");
  if (asked === null || !canary) return [];
  const first = `The first ${counted(canary.requests, "line")} run alone; the rest waits until you release it`;
  const raised =
    canary.requests > asked ? `. Fewer than ${formatWhole(canary.caps.least)} would be refused` : "";
  return [
    finding(
      {
        code: "canary",
        severity: "pass",
        title: "Canary first",
        detail: `${first}${raised}`,
        tally: { lines: canary.requests, where: [] },
      },
      [],
    ),
  ];
}

export function priceFinding(unpriced: readonly string[]): Finding[] {
  if (unpriced.length === 0) return [];
  const title = "No price is known";
  const detail = `For ${namesWords(unpriced)} in a batch. Its cost is left open, and never counted as nothing`;
  return [finding({ code: "no-price", severity: "advice", title, detail }, [])];
}
