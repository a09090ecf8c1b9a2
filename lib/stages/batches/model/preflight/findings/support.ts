import { FEATURES, type Feature } from "@/lib/core/values";
import type { Support } from "@/lib/stages/prices/model/batch-support";
import type { Fix } from "../../fix";
import type { Finding } from "../../preflight";
import { bitsOf, type Group, type Lines, MARK, Tally } from "../lines";
import { finding, leaveOut } from "./finding";

type Input = {
  lines: Lines;
  groups: readonly Group[];
  provider: string;
  supportOf(group: Group): Support;
  fixes: readonly Fix[];
};

/** Whether models, paths and features can be batched at all: no is a blocker, unknown is said. */
export function supportFindings(input: Input): Finding[] {
  const supports = input.groups.map(input.supportOf);
  return [...groupFindings(input, supports), ...featureFindings(input, supports)];
}

function groupFindings({ lines, groups, provider, fixes }: Input, supports: readonly Support[]): Finding[] {
  if (supports.every(({ supported }) => supported === "yes")) return [];
  const tallies = groups.map(() => new Tally());
  const isLeftOut = (place: number) =>
    fixes.some((fix) => fix.kind === "leave-out" && fix.code === noCode(place));
  for (let row = 0; row < lines.count; row += 1) {
    const group = lines.group.get(row);
    if (!lines.isSent(row) || supports[group]?.supported === "yes") continue;
    tallies[group]?.add(lines.number.get(row));
    if (supports[group]?.supported === "no") lines.mark(row, isLeftOut(group) ? MARK.leftOut : MARK.refused);
  }
  return groups.flatMap((group, place) => {
    const [tally, support] = [tallies[place], supports[place]];
    if (!tally || !support || tally.lines === 0) return [];
    const name = group.model ?? "A model";
    if (support.supported === "unknown")
      return finding(
        {
          ...{ code: `support-unknown:${place}`, severity: "advice" as const, tally },
          title: `Nobody states whether ${name} can be batched`,
          detail: `Path ${group.path}. ${provider} may refuse the file; run a few lines first`,
        },
        fixes,
      );
    return finding(
      {
        ...{ code: noCode(place), severity: "blocker" as const, tally },
        title: `${name} cannot be batched at ${group.path}`,
        detail: support.statement?.why ?? support.statement?.source.title ?? null,
        mends: [leaveOut(noCode(place))],
      },
      fixes,
    );
  });
}

const noCode = (place: number) => `not-batchable:${place}`;

const FEATURE_WORDS: Record<Exclude<Feature, "streaming">, string> = {
  tools: "Tools",
  "structured-output": "Structured output",
  caching: "Prompt caching",
  images: "Images",
};

/** Streaming is the dialect's to refuse: it can be taken away. A cache that has no effect is no reason to stop. */
function featureFindings(input: Input, supports: readonly Support[]): Finding[] {
  return FEATURES.flatMap((feature) => {
    if (feature === "streaming") return [];
    const [no, unknown] = [
      featureFinding(input, supports, feature, "no"),
      featureFinding(input, supports, feature, "unknown"),
    ];
    return [...no, ...unknown];
  });
}

function featureFinding(
  { lines, groups, fixes }: Input,
  supports: readonly Support[],
  feature: Exclude<Feature, "streaming">,
  known: "no" | "unknown",
): Finding[] {
  // Most files use few features, and most statements know them: no need to look at every line.
  if (supports.every((support) => support.features[feature] !== known)) return [];
  const bit = bitsOf([feature]);
  const blocks = known === "no" && feature !== "caching";
  const code = `${known === "no" ? "feature" : "feature-unknown"}:${feature}`;
  const isLeftOut = blocks && fixes.some((fix) => fix.kind === "leave-out" && fix.code === code);
  const tally = new Tally();
  let statement: Support["statement"] = null;
  for (let row = 0; row < lines.count; row += 1) {
    const support = supports[lines.group.get(row)];
    if ((lines.features.get(row) & bit) === 0 || !lines.isSent(row)) continue;
    if (support?.supported !== "yes" || support.features[feature] !== known) continue;
    tally.add(lines.number.get(row));
    statement ??= support.statement;
    if (blocks) lines.mark(row, isLeftOut ? MARK.leftOut : MARK.refused);
  }
  if (tally.lines === 0) return [];
  const words = FEATURE_WORDS[feature];
  const where = groups.length === 1 && groups[0] ? ` at ${groups[0].path}` : "";
  const title =
    known === "unknown"
      ? `Nobody states whether a batch takes ${words.toLowerCase()}`
      : blocks
        ? `${words} cannot be batched${where}`
        : `${words} has no effect in this batch`;
  const detail = statement?.why ?? statement?.source.title ?? null;
  const mends = blocks ? [leaveOut(code)] : [];
  return [finding({ code, severity: blocks ? "blocker" : "advice", title, detail, tally, mends }, fixes)];
}
