import { formatWhole } from "@/lib/core/numbers";
import type { Answer } from "@/lib/core/values";
import type { Evidence } from "@/lib/stages/fit/model/evidence";
import { formatDelay } from "@/lib/stages/fit/model/hours";
import type { Check, Checks, Waiting } from "./answer";

/** What the traffic says of each check: filled in, with what was seen. Absent: nothing is known, nothing is chosen. */
export type Seen = Partial<Record<Check, { value: boolean; says: string }>> & {
  whoWaits?: { value: Waiting; says: string };
};

/** From this share of the calls on, a check is filled in with yes. */
const NOTABLE = 0.05;

/** The five checks as the traffic fills them in. Nothing is made up: what no source told stays open. */
export function seenIn(evidence: Evidence | null): Seen {
  if (!evidence || evidence.calls === 0) return {};
  const seen: Seen = {};
  const decided = Object.values(evidence.causes).reduce<number>((sum, calls) => sum + (calls ?? 0), 0);
  const causes = (name: keyof Evidence["causes"]) =>
    decided === 0 ? 0 : (evidence.causes[name] ?? 0) / decided;
  const waiting = whoWaits(evidence, causes);
  if (waiting) {
    seen.whoWaits = waiting;
    seen["person-waits"] = { value: waiting.value === "person", says: waiting.says };
  }
  if (evidence.streamed) {
    const count = Math.round(evidence.streamed.share * evidence.streamed.calls);
    const isTalk = causes("agent") >= NOTABLE;
    seen.agent = { value: isTalk, says: `We saw ${plural(count, "streaming call")}` };
  } else if (causes("agent") >= NOTABLE) seen.agent = { value: true, says: "We saw turns of conversations" };
  if (evidence.chained) {
    const count = Math.round(evidence.chained.share * evidence.chained.calls);
    const says = count === 0 ? "We saw no chains" : `We saw ${plural(count, "call")} in chains`;
    seen.chain = { value: evidence.chained.share >= NOTABLE, says };
  }
  if (evidence.webhook) {
    const count = Math.round(evidence.webhook.share * evidence.webhook.calls);
    const says = count === 0 ? "We saw none" : `We saw ${plural(count, "call")} that answer one`;
    seen.webhook = { value: evidence.webhook.share >= NOTABLE, says };
  }
  return seen;
}

function whoWaits(
  evidence: Evidence,
  causes: (name: "person-waits" | "webhook") => number,
): Seen["whoWaits"] {
  const { clients, calls, readAfterSeconds } = evidence;
  if (causes("person-waits") >= NOTABLE) {
    const share = Math.round(causes("person-waits") * 100);
    return { value: "person", says: `In ${share}% of the calls somebody seems to wait` };
  }
  if (causes("webhook") >= NOTABLE) return { value: "system", says: "Some calls answer a webhook" };
  if (readAfterSeconds)
    return {
      value: "nobody",
      says: `Half of the results are read after ${formatDelay(readAfterSeconds.p50)} or later`,
    };
  const unattended = (clients.cron ?? 0) + (clients.workflow ?? 0);
  if (unattended / calls >= 0.5) return { value: "nobody", says: "Cron jobs and workflows call it" };
  return undefined;
}

function plural(count: number, noun: string): string {
  return `${formatWhole(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** What of an answer does not go with the traffic, one calm sentence each. It is said, and the answer is kept. */
export function contradictions(
  given: { answer: Answer; checks: Checks; whoWaits: Waiting | null },
  evidence: Evidence | null,
): string[] {
  if (!evidence || evidence.calls === 0) return [];
  const seen = seenIn(evidence);
  const found: string[] = [];
  const streamed = evidence.streamed ? Math.round(evidence.streamed.share * evidence.streamed.calls) : 0;
  if (given.answer === "yes" && (evidence.streamed?.share ?? 0) >= NOTABLE)
    found.push(`We saw ${plural(streamed, "streaming call")} in 30 days.`);
  if (given.answer === "yes" && given.whoWaits !== "person" && seen.whoWaits?.value === "person")
    found.push(`${seen.whoWaits.says}.`);
  for (const check of ["chain", "webhook"] as const)
    if (given.answer === "yes" && given.checks[check] === false && seen[check]?.value)
      found.push(`${seen[check].says}.`);
  const late = evidence.readAfterSeconds;
  if (given.answer === "no" && late && late.p50 > 3600)
    found.push(`Half of the results are read after ${formatDelay(late.p50)} or later.`);
  return found;
}
