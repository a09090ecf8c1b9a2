import { expect, test } from "vitest";
import { axisAt, nightsOf, placeOf, ticksOf } from "./axis";
import { type Timed, windowSentence, windowShape } from "./window";

const NOW = new Date("2025-12-02T16:42:00Z");
const axis = axisAt(NOW);
const at = (text: string) => new Date(`2025-12-${text}:00Z`);
const timed = (over: Partial<Timed>): Timed => ({
  state: "running",
  startedAt: at("01T22:06"),
  deadlineAt: at("02T22:06"),
  endedAt: null,
  eta: null,
  isAtRisk: false,
  ...over,
});

test("the axis is 48 hours from a round hour, with now a little right of its middle", () => {
  expect(new Date(axis.from)).toEqual(at("01T12:00"));
  expect(new Date(axis.to)).toEqual(at("03T12:00"));
  expect(placeOf(axis, NOW)).toBeCloseTo(59.79, 2);
});

test("nights run from 22 to 06, cut at the edges", () => {
  expect(nightsOf(axis)).toEqual([
    { from: 20.83, to: 37.5 },
    { from: 70.83, to: 87.5 },
  ]);
  expect(nightsOf(axisAt(at("02T02:00"))).at(0)).toEqual({ from: 0, to: 12.5 });
});

test.each(Array.from({ length: 24 }, (_, hour) => hour))(
  "at %s o'clock no two words of the axis meet",
  (hour) => {
    const now = new Date(Date.UTC(2025, 11, 2, hour, 30));
    const places = ticksOf(axisAt(now)).map(({ at }) => at);
    expect(places[0]).toBe(0);
    for (const [index, place] of places.slice(1).entries()) {
      expect(place - (places[index] ?? 0)).toBeGreaterThan(10);
      expect(Math.abs(place - placeOf(axisAt(now), now))).toBeGreaterThan(11);
    }
  },
);

test("a running window is elapsed until now and left until its deadline", () => {
  const shape = windowShape(timed({}), axis);
  expect(shape.elapsed).toEqual({ from: 21.04, to: 59.79 });
  expect(shape.left).toEqual({ from: 59.79, to: 71.04 });
  expect(shape.end).toBeNull();
  expect(windowSentence(timed({}), NOW)).toBe(
    "Started Mon 1 Dec, 22:06, 18 h 36 m elapsed, deadline Tue 2 Dec, 22:06.",
  );
});

test("the arrow stands only where the finish is expected past the deadline", () => {
  const late = timed({ isAtRisk: true, eta: at("03T04:06") });
  expect(windowShape(late, axis).late).toEqual({ from: 59.79, to: 83.54 });
  expect(windowSentence(late, NOW)).toContain("expected 6 h late");
  expect(windowShape(timed({ isAtRisk: true, eta: at("02T20:00") }), axis).late).toBeNull();
});

test("an ended window shows its end, and what it did not need", () => {
  const row = timed({ state: "completed", endedAt: at("02T01:18") });
  const shape = windowShape(row, axis);
  expect(shape.end).toEqual({ at: 27.71, mark: "done" });
  expect(shape.left).toEqual({ from: 27.71, to: 71.04 });
  expect(windowShape(timed({ state: "expired", endedAt: at("02T22:06") }), axis).end?.mark).toBe("lost");
});

test("a pin stands only where a fallback is in the data", () => {
  expect(windowShape(timed({}), axis).pin).toBeNull();
  expect(windowShape(timed({ fallbackAt: at("02T21:00") }), axis).pin).toBe(68.75);
});

test("what has not started has an outline only when its time is set", () => {
  const held = timed({ state: "held", startedAt: null, deadlineAt: null });
  expect(windowShape(held, axis)).toMatchObject({ elapsed: null, left: null, planned: null });
  const scheduled = timed({ state: "scheduled", startedAt: null, deadlineAt: at("03T22:00") });
  expect(windowShape(scheduled, axis).planned).toEqual({ from: 70.83, to: 100 });
});
