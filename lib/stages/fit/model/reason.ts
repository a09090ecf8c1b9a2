import { type Cause, type Evidence, THRESHOLDS as T } from "./evidence";
import { formatDelay } from "./hours";

/** At most this long: it is one line in the row of Spend. */
export const REASON_LENGTH = 36;

type Found = { rule: { id: Cause; kind: "veto" | "asks" | "fits"; reason: string }; share: number };

/**
 * The one reason of a verdict, with the number behind it where there is one. `kind` is what the verdict rests on; a
 * sentence that would be too long falls back to the rule's own words.
 */
export function reasonFor(
  evidence: Evidence,
  found: readonly Found[],
  kind: "veto" | "asks" | "fits",
): string {
  const strongest = found.find((finding) => finding.rule.kind === kind);
  if (!strongest) return "";
  const told = SAYS[strongest.rule.id]?.(evidence) ?? null;
  return told !== null && told.length <= REASON_LENGTH ? told : strongest.rule.reason;
}

/** Where a part can wait and a part cannot. */
export function mixedReason(evidence: Evidence, found: readonly Found[], fits: number): string {
  const percent = Math.round(fits * 100);
  const soon = evidence.readWithinHour?.share ?? 0;
  const isLive = found.some((finding) => finding.rule.kind === "veto" && finding.share >= 0.1);
  if (!isLive && soon >= 0.1 && soon <= 0.9) return `${Math.round(soon * 100)}% is read within the hour`;
  if (isLive && percent >= 45 && percent <= 55) return "Half can wait, half is live";
  return isLive ? `${percent}% can wait, the rest is live` : `${percent}% can wait, ask about the rest`;
}

const share = (measured: { share: number } | null) => measured?.share ?? 0;

const SAYS: Partial<Record<Cause, (evidence: Evidence) => string | null>> = {
  chain: ({ chainLength, toolCalls }) => {
    if (chainLength === null) return null;
    const length = chainLength.toFixed(1);
    return share(toolCalls) >= 0.3
      ? `Tool loop, ${length} calls in a chain`
      : `${length} calls that feed each other`;
  },
  agent: ({ clients, calls }) => (clients.browser >= calls / 2 ? "Somebody chats with it" : null),
  webhook: ({ timeoutMs }) => timeoutMs && `Webhook answers within ${duration(timeoutMs.p50)}`,
  "person-waits": ({ streamed, timeoutMs }) => {
    if (share(streamed) >= 0.5) return "Streams to a person";
    return timeoutMs && timeoutMs.p50 <= T.tightTimeoutMs
      ? `The client waits ${duration(timeoutMs.p50)} at most`
      : null;
  },
  "real-time": ({ webhook, timeoutMs, readAfterSeconds }) => {
    if (share(webhook) >= 0.5 && timeoutMs) return `Webhook answers within ${duration(timeoutMs.p50)}`;
    return readAfterSeconds && `Read after ${formatDelay(readAfterSeconds.p50)}: ask the owner`;
  },
  "read-later": (evidence) => {
    const read = evidence.readAfterSeconds;
    if (!read) return null;
    const later = `read ${formatDelay(read.p50)} later`;
    if (evidence.clients.cron + evidence.clients.workflow >= evidence.calls / 2) return `Scheduled, ${later}`;
    return evidence.nightShare >= 0.6 ? `Nightly, ${later}` : `Nobody waits, ${later}`;
  },
  "scheduled-client": ({ clients }) =>
    clients.workflow > clients.cron ? "Workflow engine, nobody waits" : "Cron job, nobody waits",
};

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : formatDelay(milliseconds / 1000);
}
