import { type Clock, dayStart, isWeekend, type Read, type Session, weekdayOf } from "@/lib/sample/model";
import { between, type Random } from "./random";
import { sum } from "./spread";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Instants of `count` arrivals on a day, in order. Evenly placed along the clock, so that few rows keep its shape. */
export function arrivals(
  clock: Clock,
  { day, count }: { day: number; count: number },
  random: Random,
): number[] {
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

/** The calls of one session, each a gap after the last one's answer; never past the day's end. */
export function turns(
  session: Session,
  { first, length, latency }: { first: number; length: number; latency: number },
  random: Random,
): number[] {
  const end = Math.floor(first / DAY) * DAY + DAY - 1;
  const found = [first];
  let at = first;
  while (found.length < length) {
    at = Math.min(end, Math.floor(at + between(random, ...session.gapSeconds) * 1000 + latency));
    found.push(at);
  }
  return found;
}

/**
 * When the result is looked at, or null when nobody is seen to. `mark` from 0 to 1 says which share the call falls
 * into: given in turn and not by chance, so that the shares hold.
 */
export function readTime(
  reads: readonly Read[],
  { at, latency, mark }: { at: number; latency: number; mark: number },
  random: Random,
): number | null {
  let left = mark;
  for (const read of reads) {
    left -= read.share;
    if (left < 0) return Math.floor(momentOf(read, at + latency, random));
  }
  return null;
}

function momentOf(read: Read, answered: number, random: Random): number {
  if (read.kind === "at-once") return answered + random() * 2000;
  if (read.kind === "after") return answered + between(random, ...read.hours) * HOUR;
  let morning = Math.floor(answered / DAY) * DAY + read.hour * HOUR;
  const soonest = answered + (read.wait ?? 2) * HOUR;
  while (morning < soonest || (read.workdays && isWeekend(morning))) morning += DAY;
  return morning + between(random, -read.spreadMinutes, read.spreadMinutes) * MINUTE;
}
