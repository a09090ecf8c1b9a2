import { type Clock, dayStart, isWeekend, type Read, type Session, weekdayOf } from "./model";
import { between, type Random } from "./random";
import { sum } from "./spread";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Instants of `count` arrivals on a day, in order. Evenly placed along the clock, so that few rows keep its shape. */
export function arrivals(clock: Clock, day: number, count: number, random: Random): number[] {
  const start = dayStart(day);
  const weights = hoursOf(clock, start);
  const whole = sum(weights);
  const span = (clock.minutes ?? 60) * MINUTE;
  const found: number[] = [];
  for (let index = 0; index < count; index++) {
    let mark = ((index + random()) / count) * whole;
    let hour = 0;
    while (hour < 23 && mark >= (weights[hour] ?? 0)) mark -= weights[hour++] ?? 0;
    found.push(start + hour * HOUR + Math.floor(random() * span));
  }
  return found.sort((a, b) => a - b);
}

function hoursOf(clock: Clock, start: number): number[] {
  const own = clock.days?.[weekdayOf(start)];
  if (own) return own;
  return isWeekend(start) ? (clock.weekend ?? clock.week) : clock.week;
}

/** The calls of one session after its first, each a gap after the last one's answer; never past the day's end. */
export function turns(
  session: Session,
  first: number,
  length: number,
  latency: number,
  random: Random,
): number[] {
  const end = Math.floor(first / DAY) * DAY + DAY - 1;
  const found = [first];
  while (found.length < length) {
    const gap = between(random, ...session.gapSeconds) * 1000 + latency;
    found.push(Math.min(end, Math.floor((found.at(-1) ?? first) + gap)));
  }
  return found;
}

/** When the result is looked at, or null when nobody is seen to. */
export function readTime(reads: readonly Read[], at: number, latency: number, random: Random): number | null {
  let mark = random();
  for (const read of reads) {
    mark -= read.share;
    if (mark < 0) return Math.floor(momentOf(read, at, latency, random));
  }
  return null;
}

function momentOf(read: Read, at: number, latency: number, random: Random): number {
  if (read.kind === "at-once") return at + latency + random() * 2000;
  if (read.kind === "after") return at + between(random, ...read.hours) * HOUR;
  let morning = Math.floor(at / DAY) * DAY + read.hour * HOUR;
  while (morning < at + 2 * HOUR || (read.workdays && isWeekend(morning))) morning += DAY;
  return morning + between(random, -read.spreadMinutes, read.spreadMinutes) * MINUTE;
}
