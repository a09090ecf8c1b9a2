import type { Random } from "../random";
import type { Call, Traffic } from "../traffic";

/**
 * A second way of making traffic, by another hand than `../traffic`: workers take items from a queue, people come by
 * and do things, programs loop over their own answers. Times follow from who waits for whom, not from a window.
 */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export type Facts = {
  streams?: number;
  tools?: number;
  client?: string | readonly string[];
  /** How long one call takes, in seconds; kept in the row only where `seen` says so. */
  takes?: number;
  seen?: boolean;
  timeoutSeconds?: number;
  webhook?: boolean;
  /** From the answer to its reader, in seconds. */
  readAfter?: readonly [number, number];
  sends?: number;
  gets?: number;
  on?: readonly (readonly [provider: string, model: string])[];
  tier?: string;
};

type Asked = { at: number; sends?: number; session?: string };

function one(random: Random, asked: Asked, facts: Facts): Call & { endsAt: number } {
  const { client, on } = facts;
  const takes = random.around(facts.takes ?? 3, 0.3) * SECOND;
  const [provider, model] = on ? random.pick(on) : [undefined, undefined];
  const endsAt = asked.at + takes;
  return {
    at: Math.round(asked.at),
    endsAt,
    input: Math.max(1, Math.round(asked.sends ?? random.around(facts.sends ?? 1200, 0.5))),
    output: Math.max(1, Math.round(random.around(facts.gets ?? 250, 0.5))),
    ...(facts.streams !== undefined && { stream: random.chance(facts.streams) }),
    ...(facts.tools !== undefined && { toolCalls: random.chance(facts.tools) ? 1 : 0 }),
    ...(client !== undefined && { agent: typeof client === "string" ? client : random.pick(client) }),
    ...(facts.seen && { latencyMs: Math.round(takes) }),
    ...(facts.timeoutSeconds && { timeoutMs: facts.timeoutSeconds * SECOND }),
    ...(facts.webhook !== undefined && { webhook: facts.webhook }),
    ...(facts.readAfter && { readAt: Math.round(endsAt + random.between(...facts.readAfter) * SECOND) }),
    ...(asked.session !== undefined && { session: asked.session }),
    ...(provider !== undefined && { provider, model }),
    ...(facts.tier !== undefined && { tier: facts.tier }),
  };
}

const weekday = (day: number) => new Date(day).getUTCDay();
export type Days = (day: number, index: number) => boolean;
export const always: Days = () => true;
export const workdays: Days = (day) => ![0, 6].includes(weekday(day));
export const on =
  (...weekdays: number[]): Days =>
  (day) =>
    weekdays.includes(weekday(day));
export const nth =
  (...indexes: number[]): Days =>
  (_, index) =>
    indexes.includes(index);

type Run = {
  days?: Days;
  /** Hours of the day at which a run starts. */
  at: readonly number[];
  /** A start is this many minutes early or late. */
  drift?: number;
  items: number;
  /** Calls in flight at once. */
  workers: number;
  /** One session for the whole run: its id. */
  runId?: boolean;
  /** The share of calls that fail at once and are sent again. */
  retried?: number;
};

/** Runs that work through a list: each worker takes the next item when its last is done. */
export function run(when: Run, facts: Facts): Traffic {
  return (random, days) =>
    days.flatMap((day, index) =>
      (when.days ?? always)(day, index)
        ? when.at.flatMap((hour) => {
            const drift = random.between(-1, 1) * (when.drift ?? 0.2) * MINUTE;
            const start = day + hour * HOUR + drift;
            const session = when.runId ? `run-${Math.round(start)}` : undefined;
            return workThrough(random, { start, session, when }, facts);
          })
        : [],
    );
}

function workThrough(
  random: Random,
  { start, session, when }: { start: number; session: string | undefined; when: Run },
  facts: Facts,
): Call[] {
  const free = Array.from({ length: when.workers }, (_, worker) => start + worker * 40);
  const calls: Call[] = [];
  const items = Math.max(1, Math.round(random.around(when.items, 0.1)));
  for (let item = 0; item < items; item += 1) {
    const worker = free.indexOf(Math.min(...free));
    let at = free[worker] ?? start;
    const sends = random.around(facts.sends ?? 1200, 0.5);
    const asked = { sends, ...(session !== undefined && { session }) };
    while (when.retried && random.chance(when.retried)) {
      calls.push(one(random, { at, ...asked }, { ...facts, takes: 1, gets: 1 }));
      at += random.between(1, 20) * SECOND;
    }
    const call = one(random, { at, ...asked }, facts);
    calls.push(call);
    free[worker] = call.endsAt + random.between(5, 200);
  }
  return calls;
}

type Visits = {
  days?: Days;
  from: number;
  to: number;
  perDay: number;
  /** What one visit does: so many calls, one click after the other. */
  calls?: readonly [number, number];
  thinksSeconds?: readonly [number, number];
  session?: boolean;
  /** The answers so far are sent along. */
  remembers?: boolean;
  /** All calls of a visit go out at once. */
  together?: boolean;
};

/** People (or things that stand for people) come by at hours of theirs; the middle of the span is busiest. */
export function visits(when: Visits, facts: Facts): Traffic {
  return (random, days) =>
    days.flatMap((day, index) =>
      (when.days ?? always)(day, index)
        ? Array.from({ length: Math.round(random.around(when.perDay, 0.12)) }, (_, number) => {
            const middle = (random.next() + random.next()) / 2;
            const start = day + (when.from + (when.to - when.from) * middle) * HOUR;
            return visit(random, { start, name: `v${index}-${number}`, when }, facts);
          }).flat()
        : [],
    );
}

function visit(
  random: Random,
  { start, name, when }: { start: number; name: string; when: Visits },
  facts: Facts,
) {
  const calls: Call[] = [];
  let at = start;
  let sends = random.around(facts.sends ?? 1200, 0.5);
  for (let left = random.whole(...(when.calls ?? [1, 1])); left > 0; left -= 1) {
    const call = one(random, { at, sends, ...(when.session && { session: name }) }, facts);
    calls.push(call);
    at = when.together
      ? start + random.between(0, 1500)
      : call.endsAt + random.between(...(when.thinksSeconds ?? [10, 90])) * SECOND;
    sends = when.remembers ? sends + call.output + 40 : random.around(facts.sends ?? 1200, 0.5);
  }
  return calls;
}

type Loop = {
  days?: Days;
  from: number;
  to: number;
  perDay: number;
  steps: readonly [number, number];
  /** Seconds in which a tool works before the next call. */
  tool?: readonly [number, number];
  session?: boolean;
  /** `history`: all answers so far are sent along; `answer`: the last one alone, under a fixed prompt. */
  feeds: "history" | "answer";
};

/** A program whose next call needs the last one's answer. */
export function loop(when: Loop, facts: Facts): Traffic {
  return (random, days) =>
    days.flatMap((day, index) =>
      (when.days ?? always)(day, index)
        ? Array.from({ length: Math.round(random.around(when.perDay, 0.12)) }, (_, number) => {
            const start = day + random.between(when.from, when.to) * HOUR;
            return steps(random, { start, name: `l${index}-${number}`, when }, facts);
          }).flat()
        : [],
    );
}

function steps(
  random: Random,
  { start, name, when }: { start: number; name: string; when: Loop },
  facts: Facts,
) {
  const calls: Call[] = [];
  let at = start;
  let sends = random.around(facts.sends ?? 1200, 0.5);
  for (let left = random.whole(...when.steps); left > 0; left -= 1) {
    const call = one(random, { at, sends, ...(when.session !== false && { session: name }) }, facts);
    calls.push(call);
    at = call.endsAt + random.between(...(when.tool ?? [0.1, 1.5])) * SECOND;
    sends = when.feeds === "history" ? sends + call.output + 80 : call.output + 350;
  }
  return calls;
}

/** A source that gives sums of an hour or a day, and no single call. */
export function sums(
  when: { days?: Days; hours: readonly number[]; requests: number },
  facts: Facts,
): Traffic {
  return (random, days) =>
    days.flatMap((day, index) =>
      (when.days ?? always)(day, index)
        ? when.hours.map((hour) => {
            const requests = Math.max(2, Math.round(random.around(when.requests, 0.2)));
            const call = one(random, { at: day + hour * HOUR }, facts);
            return { ...call, requests, input: call.input * requests, output: call.output * requests };
          })
        : [],
    );
}
