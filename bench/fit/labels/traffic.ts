import type { Random } from "./random";

/** One call as a gateway would have seen it. What a source does not know is absent. */
export type Call = {
  at: number;
  stream?: boolean;
  toolCalls?: number;
  session?: string;
  agent?: string;
  latencyMs?: number;
  timeoutMs?: number;
  webhook?: boolean;
  readAt?: number;
  input: number;
  output: number;
  /** More than one: a source that gives sums. */
  requests?: number;
  provider?: string;
  model?: string;
  tier?: string;
};

/** How the calls of a behaviour look, apart from when they happen. */
export type Look = {
  stream?: number;
  tools?: number;
  agents?: readonly string[];
  latency?: number;
  timeout?: number;
  webhook?: boolean;
  /** Minutes until somebody reads the result; absent: no source says. */
  read?: readonly [number, number];
  input?: number;
  output?: number;
};

export type Traffic = (random: Random, days: readonly number[]) => Call[];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const FIRST_DAY = Date.UTC(2026, 8, 1);
export const DAYS: readonly number[] = Array.from({ length: 30 }, (_, day) => FIRST_DAY + day * 24 * HOUR);

const weekday = (day: number) => new Date(day).getUTCDay();
const isWeekend = (day: number) => weekday(day) === 0 || weekday(day) === 6;

function call(random: Random, at: number, look: Look): Call {
  return {
    at: Math.round(at),
    input: Math.round(random.around(look.input ?? 1500, 0.4)),
    output: Math.round(random.around(look.output ?? 300, 0.4)),
    ...(look.stream !== undefined && { stream: random.chance(look.stream) }),
    ...(look.tools !== undefined && { toolCalls: random.chance(look.tools) ? random.whole(1, 2) : 0 }),
    ...(look.agents && { agent: random.pick(look.agents) }),
    ...(look.latency && { latencyMs: Math.round(random.around(look.latency, 0.35)) }),
    ...(look.timeout && { timeoutMs: look.timeout }),
    ...(look.webhook !== undefined && { webhook: look.webhook }),
    ...(look.read && { readAt: Math.round(at + random.between(...look.read) * MINUTE) }),
  };
}

/** A run that starts at the same minute on each of its days and works through its calls. */
export function cron(
  when: { hour: number; minute?: number; weekdays?: readonly number[]; calls: number; minutes: number },
  look: Look,
): Traffic {
  return (random, days) =>
    days
      .filter((day) => !when.weekdays || when.weekdays.includes(weekday(day)))
      .flatMap((day) => {
        const start = day + when.hour * HOUR + (when.minute ?? 0) * MINUTE + random.between(0, 20_000);
        const count = Math.max(1, Math.round(random.around(when.calls, 0.15)));
        return Array.from({ length: count }, () =>
          call(random, start + random.between(0, when.minutes) * MINUTE, look),
        );
      });
}

/** Independent calls spread over some hours of the day, thinner at weekends. */
export function hours(
  when: { from: number; to: number; perDay: number; weekend?: number },
  look: Look,
): Traffic {
  return (random, days) =>
    days.flatMap((day) => {
      const count = Math.round(
        random.around(when.perDay, 0.1) * (isWeekend(day) ? (when.weekend ?? 0.15) : 1),
      );
      return Array.from({ length: count }, () =>
        call(random, day + random.between(when.from, when.to) * HOUR, look),
      );
    });
}

/** Conversations: turns that follow one another in a session, `gap` seconds apart, each waiting for the last. */
export function sessions(
  when: {
    from: number;
    to: number;
    perDay: number;
    turns: readonly [number, number];
    gap: readonly [number, number];
    weekend?: number;
  },
  look: Look,
): Traffic {
  return (random, days) =>
    days.flatMap((day) => {
      const count = Math.round(
        random.around(when.perDay, 0.1) * (isWeekend(day) ? (when.weekend ?? 0.15) : 1),
      );
      return Array.from({ length: count }, (_, index) => {
        let at = day + random.between(when.from, when.to) * HOUR;
        const session = `s${day}-${index}-${random.whole(0, 1e6)}`;
        let input = look.input ?? 1500;
        return Array.from({ length: random.whole(...when.turns) }, () => {
          const turn: Call = { ...call(random, at, { ...look, input }), session };
          at += (turn.latencyMs ?? 2000) + random.between(...when.gap) * 1000;
          input += turn.output + 60; // the answer is part of what the next call sends
          return turn;
        });
      }).flat();
    });
}

/** Some behaviours share an endpoint. */
export function together(...parts: readonly Traffic[]): Traffic {
  return (random, days) => parts.flatMap((part) => part(random, days));
}

/** Only some of the days. */
export function only(keep: (index: number) => boolean, traffic: Traffic): Traffic {
  return (random, days) =>
    traffic(
      random,
      days.filter((_, index) => keep(index)),
    );
}
