import { expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { partsOf } from "./parts-of";

const cents = (...values: number[]) => values.map((value) => (BigInt(value) * DOLLAR) / 100n);
const whole = (...values: number[]) => values.map((value) => BigInt(value) * DOLLAR);

test("parts are whole dollars that make the total", () => {
  expect(partsOf(cents(149, 149, 149), 4n * DOLLAR)).toEqual(whole(2, 1, 1));
});

test("a total that is a dollar off takes it from the largest", () => {
  expect(partsOf(cents(900, 5000, 100), 61n * DOLLAR)).toEqual(whole(9, 51, 1));
});
