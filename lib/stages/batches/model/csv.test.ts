import { expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { batchRow } from "@/lib/testing/batches/rows";
import { batchesCsv } from "./csv";

test("money is exact, what is unknown is empty, and no cell can run", () => {
  const row = batchRow({
    label: "=1+1",
    cost: {
      estimate: (23_170n * DOLLAR) / 100n,
      settled: null,
      syncEquivalent: null,
      estimateSync: null,
      unpriced: 0,
    },
  });
  const [heading = "", line = ""] = batchesCsv([row]).split("\r\n");
  const cells = Object.fromEntries(heading.split(",").map((name, index) => [name, line.split(",")[index]]));
  expect(cells).toMatchObject({
    batch: "bat_7k4",
    label: "'=1+1",
    estimate_usd: "231.70",
    settled_usd: "",
    started_at: "2025-12-01T22:06:00.000Z",
    pending: "13400",
  });
});
