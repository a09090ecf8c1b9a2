import { expect, test } from "vitest";
import { shareThatWaits, waitWords } from "./wait-share";

test("what may wait is counted in dollars, and what is not answered does not wait", () => {
  const rows = [
    { cost: 600n, share: 1 },
    { cost: 200n, share: 0.5 },
    { cost: 100n, share: 0 },
    { cost: 100n, share: null },
    { cost: null, share: 1 },
  ];
  const found = shareThatWaits(rows, 1000n);
  expect(found).toEqual({ share: 0.7, answered: 0.9, waits: 700n, total: 1000n });
  expect(waitWords(found)).toBe(
    "70% of the spend may wait, by the owners of 90% of it. Audits usually find 30–50%.",
  );
  expect(waitWords(shareThatWaits([], null))).toBeNull();
  expect(waitWords(shareThatWaits([{ cost: 1n, share: null }], 1n))).toBeNull();
});
