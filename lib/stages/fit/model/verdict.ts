import { z } from "zod";
import type { Verdict } from "@/lib/core/values";
import rulesFile from "./data/rules.json" with { type: "json" };
import { CAUSES, type Cause, type Evidence, THRESHOLDS as T } from "./evidence";
import { mixedReason, REASON_LENGTH, reasonFor } from "./reason";

const Rule = z.object({
  id: z.enum(CAUSES),
  /** veto: cannot wait. asks: the owner decides. fits: can wait. */
  kind: z.enum(["veto", "asks", "fits"]),
  weight: z.number().positive(),
  says: z.string(),
  /** Shown in the row of Spend: at most 36 characters. */
  reason: z.string().max(REASON_LENGTH),
});
export type Rule = z.infer<typeof Rule>;
export const RULES: readonly Rule[] = z.array(Rule).parse(rulesFile.rules);

export const WORKS = [
  "evaluation",
  "enrichment",
  "bulk-content",
  "nightly-summary",
  "embedding-backfill",
  "synthetic-data",
  "person-waits",
  "agent",
  "chain",
  "webhook",
  "real-time",
] as const;
export type Work = (typeof WORKS)[number];

export type RuleFinding = { rule: Rule; calls: number; share: number };
export type Fit = {
  verdict: Verdict;
  /** 0–1: how much speaks for waiting, by weight of the rules that decided the calls. */
  score: number;
  /** 0–1: how far the evidence carries: number of calls, and how many of them were decided by more than their time of day. */
  confidence: number;
  /** Share of calls that can wait; the rest stay sync. Null without enough data. */
  fitShare: number | null;
  reason: string;
  work: Work | null;
  findings: RuleFinding[];
};

/** What the evidence comes to. Total: every evidence has a verdict, and too little of it is one too. */
export function judge(evidence: Evidence, name = ""): Fit {
  const findings = findingsOf(evidence);
  const share = (kind: Rule["kind"]) => sum(findings.filter((f) => f.rule.kind === kind).map((f) => f.share));
  const base = { findings, confidence: confidenceOf(evidence, findings), score: scoreOf(findings) };
  if (isTooLittle(evidence))
    return {
      ...base,
      verdict: "not-enough-data",
      fitShare: null,
      reason: tooLittleReason(evidence),
      work: null,
    };
  const [fits, vetoed] = [share("fits"), share("veto")];
  if (fits >= T.goodShare) {
    const work = workOf(evidence, name);
    return { ...base, verdict: "good", fitShare: fits, reason: reasonFor(evidence, findings, "fits"), work };
  }
  if (vetoed >= 1 - T.staysShare) {
    const reason = reasonFor(evidence, findings, "veto");
    return { ...base, verdict: "stays-sync", fitShare: fits, reason, work: leadingCause(findings, "veto") };
  }
  return {
    ...base,
    verdict: "partial",
    fitShare: fits,
    reason: partialReason(evidence, findings, fits),
    work: leadingCause(findings),
  };
}

/** The rules that decided calls, the most calls first. */
function findingsOf(evidence: Evidence): RuleFinding[] {
  const decided = sum(Object.values(evidence.causes));
  if (decided === 0) return [];
  return RULES.map((rule) => ({
    rule,
    calls: evidence.causes[rule.id] ?? 0,
    share: (evidence.causes[rule.id] ?? 0) / decided,
  }))
    .filter((finding) => finding.calls > 0)
    .sort((a, b) => b.calls - a.calls);
}

function isTooLittle(evidence: Evidence): boolean {
  return (
    evidence.calls < T.leastCalls ||
    evidence.rows < T.leastRows ||
    evidence.requestLevelShare < T.requestLevelShare
  );
}

function tooLittleReason(evidence: Evidence): string {
  if (evidence.rows === 0 || evidence.requestLevelShare < T.requestLevelShare)
    return "Only sums were imported, no calls";
  return `Only ${Math.round(evidence.calls)} calls were seen`;
}

function partialReason(evidence: Evidence, findings: RuleFinding[], fits: number): string {
  if (fits >= T.staysShare) return mixedReason(evidence, findings, fits);
  return reasonFor(evidence, findings, "asks") || reasonFor(evidence, findings, "veto");
}

function leadingCause(findings: RuleFinding[], kind?: Rule["kind"]): Work | null {
  const found = findings.find((finding) =>
    kind ? finding.rule.kind === kind : finding.rule.kind !== "fits",
  );
  const id: Cause | undefined = found?.rule.id;
  return WORKS.find((work) => work === id) ?? null;
}

/** What can wait is one of six kinds of work, told by its shape; the name only breaks a tie. */
export function workOf(evidence: Evidence, name: string): Work {
  const word = name.toLowerCase();
  if (evidence.embedding) return "embedding-backfill";
  if (/eval|regression|benchmark|test-?suite/.test(word)) return "evaluation";
  if (/synthetic|training-?data|augment/.test(word)) return "synthetic-data";
  const [input, output] = [evidence.inputTokens ?? 0, evidence.outputTokens ?? 0];
  if (output >= 1800 && output > input) return "synthetic-data";
  if (/summar|digest|brief|report/.test(word) || (input >= 3500 && output < input / 4))
    return "nightly-summary";
  if (output >= 700 && evidence.activeDayShare <= 0.75) return "bulk-content";
  return "enrichment";
}

/** Weighted mean: fits count for, vetoes against, what the owner must be asked half. */
function scoreOf(findings: RuleFinding[]): number {
  const weight = sum(findings.map((f) => f.share * f.rule.weight));
  if (weight === 0) return 0;
  const value = { fits: 1, asks: 0.5, veto: 0 } as const;
  return sum(findings.map((f) => f.share * f.rule.weight * value[f.rule.kind])) / weight;
}

function confidenceOf(evidence: Evidence, findings: RuleFinding[]): number {
  const enough = Math.min(1, evidence.calls / (T.leastCalls * 10));
  const byShapeOnly = sum(
    findings.filter((f) => ["scheduled-shape", "round-the-clock"].includes(f.rule.id)).map((f) => f.share),
  );
  return Math.round(Math.sqrt(enough) * evidence.requestLevelShare * (1 - 0.4 * byShapeOnly) * 100) / 100;
}

function sum(values: (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
