import { expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { FORECAST } from "@/lib/testing/questions";
import { worthAt } from "./worth";

const half = {
  ...FORECAST,
  steps: { ...FORECAST.steps, sync: text(100), discount: text(-50), fewerHits: "0", forecast: text(50) },
  saving: text(50),
};
function text(dollars: number): string {
  return (BigInt(dollars) * DOLLAR).toString();
}

test("a share of an endpoint that runs as sync moves that share", () => {
  expect(worthAt(half, 0.7)?.saving).toBe(35n * DOLLAR);
  expect(worthAt(half, 1)?.saving).toBe(50n * DOLLAR);
});

test("what runs as batch already is the first part of the share", () => {
  const done = { ...half, batchAtSync: text(100), realised: text(50) };
  expect(worthAt(done, 0.7)?.saving).toBe(20n * DOLLAR);
  expect(worthAt(done, 0.5)?.saving).toBe(0n);
  expect(worthAt(done, 0.2)?.saving).toBe(0n);
  expect(worthAt(done, 1)?.saving).toBe(50n * DOLLAR);
});

test("without a batch price nobody knows", () => {
  expect(worthAt({ ...half, steps: { ...half.steps, discount: "0" } }, 0.5)).toBeNull();
});
