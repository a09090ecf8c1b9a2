import type { Evidence, Read } from "@/lib/sample/model";
import * as clock from "./clocks";

// What the gateway saw of each kind of work. Each entry is the evidence behind one reason on the Spend page.

const AT_ONCE: Read[] = [{ share: 1, kind: "at-once" }];
const after = (share: number, from: number, to: number): Read => ({
  share,
  kind: "after",
  hours: [from, to],
});
const morning = (share: number, hour: number): Read => ({ share, kind: "morning", hour, spreadMinutes: 50 });
const workday = (share: number, hour: number, wait = 2): Read => ({
  share,
  kind: "morning",
  hour,
  wait,
  spreadMinutes: 30,
  workdays: true,
});

/** Streams to a person: a shopper reads along and answers. */
export const CHAT: Evidence = {
  clock: clock.SHOPPERS,
  caller: "browser",
  stream: 0.99,
  latencyMs: 5200,
  timeoutMs: 60_000,
  session: { lengths: [3, 5, 2, 6, 4], gapSeconds: [18, 110] },
  read: AT_ONCE,
};
/** Streams into the inbox editor while an agent waits. */
export const INBOX_EDITOR: Evidence = {
  clock: clock.OFFICE,
  caller: "browser",
  stream: 1,
  latencyMs: 3400,
  timeoutMs: 30_000,
  read: AT_ONCE,
};
/** A suggestion beside the ticket that an agent has open. */
export const DESK_SUGGESTION: Evidence = {
  ...INBOX_EDITOR,
  stream: 0.35,
  latencyMs: 1900,
  timeoutMs: 15_000,
};
/** Nightly peak, no stream, no tools; team leads read the summaries in the morning, 7 h 20 m later. */
export const TICKET_SUMMARIES: Evidence = {
  clock: clock.TICKET_NIGHT,
  caller: "workflow",
  latencyMs: 6100,
  timeoutMs: 600_000,
  read: [after(1, 4.8, 9.87)],
};
/** Contracts of the day, extracted at night. */
export const NIGHTLY_INTAKE: Evidence = {
  clock: clock.QUEUE_NIGHT,
  caller: "workflow",
  latencyMs: 9800,
  timeoutMs: 900_000,
  read: [morning(1, 9)],
};
/** A lawyer uploads a contract and opens the result within the hour. */
export const COUNTER_UPLOAD: Evidence = {
  clock: clock.OFFICE,
  caller: "server",
  latencyMs: 9800,
  timeoutMs: 300_000,
  read: [after(1, 0.06, 0.95)],
};
/** Of a job that can wait, what somebody wants within the hour. */
export const WITHIN_THE_HOUR = {
  clock: clock.OFFICE,
  caller: "server",
  timeoutMs: 300_000,
  read: [after(1, 0.06, 0.95)],
} as const satisfies Partial<Evidence>;
/** Queue drained nightly, no one waits. */
export const QUEUE: Evidence = {
  clock: clock.QUEUE_NIGHT,
  caller: "cron",
  latencyMs: 4300,
  timeoutMs: 600_000,
  read: [after(1, 9, 30)],
};
/** 400 ms budget inside a page load. */
export const PAGE_LOAD: Evidence = {
  clock: clock.SHOPPERS,
  caller: "server",
  latencyMs: 230,
  timeoutMs: 400,
  read: AT_ONCE,
};
/** Cron, 91% is read next morning. */
export const LEAD_SCORES: Evidence = {
  clock: clock.CRON_NIGHT,
  caller: "cron",
  latencyMs: 2600,
  timeoutMs: 600_000,
  read: [morning(0.91, 8), after(0.05, 30, 50)],
};
/** Tool loop, 6.4 calls in a chain. */
export const TOOL_LOOP: Evidence = {
  clock: clock.SHOPPERS,
  caller: "agent",
  latencyMs: 2900,
  timeoutMs: 45_000,
  session: { lengths: [5, 8, 6, 7, 6], gapSeconds: [1, 4], tools: true },
  read: AT_ONCE,
};
/** Weekly release, used after 3 days. */
export const RELEASE: Evidence = {
  clock: clock.RELEASE_DAY,
  caller: "workflow",
  latencyMs: 7400,
  timeoutMs: 900_000,
  read: [after(1, 66, 78)],
};
/** Backfill, nobody reads it live. */
export const BACKFILL: Evidence = {
  clock: clock.STEADY,
  caller: "server",
  latencyMs: 5600,
  timeoutMs: 600_000,
  read: [after(1, 30, 80)],
};
/** Runs at 01:00, read at stand-up. */
export const TEST_RUN: Evidence = {
  clock: clock.ONE_O_CLOCK,
  caller: "cron",
  latencyMs: 8800,
  timeoutMs: 900_000,
  read: [workday(1, 9.5)],
};
/** Evening peak, no stream, no tools. */
export const CALL_NOTES: Evidence = {
  clock: clock.EVENING,
  caller: "server",
  latencyMs: 5200,
  timeoutMs: 300_000,
  read: [workday(1, 9, 10)],
};
/** The nightly half of fraud/order-explain, and its live half. */
export const NIGHTLY_SWEEP: Evidence = {
  clock: clock.CRON_NIGHT,
  caller: "cron",
  latencyMs: 2800,
  timeoutMs: 600_000,
  read: [morning(1, 9)],
};
export const LIVE_EXPLAIN: Evidence = {
  clock: clock.SHOPPERS,
  caller: "server",
  latencyMs: 1900,
  timeoutMs: 8_000,
  read: AT_ONCE,
};
/** Sunday night, sent on Monday. */
export const DIGEST: Evidence = {
  clock: clock.SUNDAY_NIGHT,
  caller: "workflow",
  latencyMs: 6400,
  timeoutMs: 900_000,
  read: [workday(1, 8)],
};
/** Webhook answers within 10 min. */
export const PULL_REQUEST: Evidence = {
  clock: clock.OFFICE,
  caller: "server",
  webhook: true,
  latencyMs: 14_000,
  timeoutMs: 600_000,
  read: [after(1, 0.02, 0.16)],
};
export const NIGHTLY_REVIEW: Evidence = {
  ...NIGHTLY_SWEEP,
  latencyMs: 15_000,
  read: [workday(1, 9.5)],
};
/** Read by recruiters next day. */
export const CV_SCREEN: Evidence = {
  clock: clock.OFFICE,
  caller: "server",
  latencyMs: 4800,
  timeoutMs: 300_000,
  read: [workday(1, 10, 12)],
};
/** A pager waits for the answer. */
export const PAGER: Evidence = {
  clock: clock.STEADY,
  caller: "server",
  webhook: true,
  latencyMs: 1700,
  timeoutMs: 20_000,
  read: AT_ONCE,
};
/** Somebody runs a script and looks at what comes out. */
export const SCRIPT: Evidence = {
  clock: clock.BY_HAND,
  caller: "server",
  latencyMs: 3100,
  timeoutMs: 60_000,
  read: [after(0.9, 0.01, 0.4)],
};
/** What a batch shows of itself: it went out at night and was read the next day. */
export const BATCH_RUN = { clock: clock.BATCH_NIGHT } as const;
