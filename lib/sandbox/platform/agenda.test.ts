import { expect, test } from "vitest";
import { createAgenda } from "./agenda";
import { createClock } from "./clock";
import { createHeap } from "./heap";

const still = () => createClock({ real: 0, virtual: 0, speed: 0 }, () => 0);

test("what falls into a leap of time happens in order of time, also what is planned on the way", async () => {
  const clock = still();
  const agenda = createAgenda(clock, () => {});
  const seen: string[] = [];
  agenda.plan("late", 300, (at) => void seen.push(`late ${at}`));
  agenda.plan("early", 100, async () => {
    seen.push("early");
    agenda.plan("middle", 200, (at) => void seen.push(`middle ${at}`));
  });
  agenda.plan("never", 5000, () => void seen.push("never"));
  clock.advance(1000);
  await agenda.settle();
  expect(seen).toEqual(["early", "middle 200", "late 300"]);
  await agenda.stop();
});

test("a newer plan under the same key replaces the older", async () => {
  const clock = still();
  const agenda = createAgenda(clock, () => {});
  const seen: string[] = [];
  agenda.plan("a", 10, () => void seen.push("first"));
  agenda.plan("a", 20, () => void seen.push("second"));
  agenda.plan("b", 10, () => void seen.push("dropped"));
  agenda.drop("b");
  clock.advance(100);
  await agenda.settle();
  expect(seen).toEqual(["second"]);
  await agenda.stop();
});

test("a step that throws is reported and holds nothing up", async () => {
  const clock = still();
  const failures: string[] = [];
  const agenda = createAgenda(clock, (key, error) => void failures.push(`${key}: ${error}`));
  const seen: string[] = [];
  agenda.plan("bad", 1, () => Promise.reject("broken"));
  agenda.plan("good", 2, () => void seen.push("good"));
  clock.advance(10);
  await agenda.settle();
  expect([failures, seen]).toEqual([["bad: broken"], ["good"]]);
  await agenda.stop();
});

test("a fast clock brings plans on by itself", async () => {
  const clock = createClock({ real: Date.now(), virtual: 0, speed: 100_000 });
  const agenda = createAgenda(clock, () => {});
  const at = await new Promise<number>((resolve) => agenda.plan("hour", 3_600_000, resolve));
  expect(at).toBe(3_600_000);
  expect(clock.now()).toBeGreaterThanOrEqual(3_600_000);
  await agenda.stop();
});

test("time keeps its place when the speed changes", () => {
  let real = 0;
  const clock = createClock({ real: 0, virtual: 1000, speed: 10 }, () => real);
  real = 100;
  expect(clock.now()).toBe(2000);
  clock.setSpeed(0);
  real = 200;
  expect(clock.now()).toBe(2000);
  expect(clock.realDelayUntil(2500)).toBeNull();
  clock.setSpeed(2);
  expect(clock.realDelayUntil(2500)).toBe(250);
});

test("a heap gives back what it was given, smallest first", () => {
  const heap = createHeap<number>((a, b) => a - b);
  const numbers = Array.from({ length: 500 }, (_, n) => (n * 7919) % 997);
  for (const number of numbers) heap.push(number);
  const out = numbers.map(() => heap.pop());
  expect(out).toEqual([...numbers].sort((a, b) => a - b));
  expect(heap.pop()).toBeUndefined();
});
