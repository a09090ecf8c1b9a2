import { formatWhole } from "@/lib/core/numbers";
import { type Fix, slotOf } from "../../fix";
import type { Finding } from "../../preflight";
import { Tally } from "../lines";

export type Mend = Finding["mends"][number];
type Draft = {
  code: string;
  severity: Finding["severity"];
  title: string;
  detail?: string | null;
  tally?: { lines: number; where: readonly number[] };
  mends?: Mend[];
};

/** A finding with what mends it. When a fix of its places stands already, it tells what was mended, and offers that fix. */
export function finding(draft: Draft, fixes: readonly Fix[]): Finding {
  const mends = draft.mends ?? [];
  const slots = new Set(mends.map(({ fix }) => slotOf(fix)));
  const chosen = fixes.filter((fix) => slots.has(slotOf(fix)));
  const standing = chosen.map((fix) => ({ label: labelOf(fix), fix }));
  const tally = draft.tally ?? new Tally();
  return {
    code: draft.code,
    severity: draft.severity,
    title: draft.title,
    detail: draft.detail ?? null,
    lines: tally.lines,
    where: [...tally.where],
    mends: standing.length > 0 ? standing : mends,
    mended: standing.length > 0,
  };
}

/** Which fix a click stands for. */
export function labelOf(fix: Fix): string {
  switch (fix.kind) {
    case "remove":
      return fix.at === "stream" ? "Remove the flag" : `Remove ${fix.at}`;
    case "limit-output":
      return `Set ${formatWhole(fix.tokens)} tokens`;
    case "keep-first":
      return "Keep the first of each";
    case "rename-duplicates":
      return "Give each its own id";
    case "leave-out":
      return "Leave them out";
    case "split-by-model":
      return "Send each as its own file";
    default:
      return fix satisfies never;
  }
}

export const mend = (fix: Fix): Mend => ({ label: labelOf(fix), fix });
export const leaveOut = (code: string): Mend => mend({ kind: "leave-out", code });
