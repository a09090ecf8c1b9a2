import { expect, test } from "vitest";
import type { ItemOutcome } from "@/lib/core/provider";
import { CopyRows } from "./copy-row";
import { ExpectedRequests } from "./expected-requests";

const outcome = (more: Partial<ItemOutcome> = {}): ItemOutcome => ({
  ...{
    id: "nonce123_1",
    status: "failed",
    code: "bad",
    message: "no",
    remedy: "fix",
    usage: null,
    model: null,
  },
  ...{ tier: null, response: null, error: null },
  ...more,
});
const price = { tier: "batch", band: null, cost: 0n, syncCost: null, isUnpriced: false } as const;
const place = { file: 1, offset: 20, length: 30 };

test("what COPY would read as something else is escaped, and a NUL is left out", () => {
  const rows = new CopyRows();
  rows.add(1, outcome({ message: "a\tb\nc\\d\re\0f" }), { price, fits: null, place });
  expect(rows.take().toString()).toBe(
    `1\tfailed\tbad\ta\\tb\\nc\\\\d\\ref\tfix\t\\N\tbatch${"\t\\N".repeat(8)}\t0\t\\N\t\\N\t1\t20\t30\n`,
  );
});

test("words are told anew when they change, and messages are cut", () => {
  const rows = new CopyRows();
  const usage = {
    freshInput: 1,
    cachedInput: 2,
    cacheWrite5m: null,
    cacheWrite1h: null,
    cacheWriteOther: null,
    output: 3,
    reasoning: 0,
  };
  rows.add(1, outcome(), { price, fits: null, place });
  rows.add(2, outcome(), { price, fits: true, place });
  rows.add(
    3,
    outcome({ status: "succeeded", code: null, message: "x".repeat(900), remedy: null, usage, model: "m" }),
    {
      ...{ price: { ...price, band: "long", cost: 5n, syncCost: 10n }, fits: false, place },
    },
  );
  expect(rows.count).toBe(3);
  const [one, two, three] = rows.take().toString().trimEnd().split("\n");
  expect(two?.slice(2, 20)).toBe(one?.slice(2, 20));
  expect(three?.split("\t")).toEqual([
    ...[
      "3",
      "succeeded",
      "\\N",
      "x".repeat(500),
      "\\N",
      "m",
      "batch",
      "long",
      "1",
      "2",
      "\\N",
      "\\N",
      "\\N",
      "3",
      "0",
    ],
    ...["5", "10", "f", "1", "20", "30"],
  ]);
  expect(rows.take().length).toBe(0);
});

test("an id counts once, and only one that was sent", () => {
  const expected = new ExpectedRequests("nonce123", [
    { from: 3, to: 5 },
    { from: 9, to: 9 },
  ]);
  expect(expected.missing).toBe(4);
  expect(["nonce123_3", "nonce123_3", "nonce123_9", "nonce123_6"].map((id) => expected.take(id))).toEqual([
    ...[3, "repeated", 9, "unknown"],
  ]);
  for (const id of [
    null,
    "",
    "nonce123",
    "nonce123_",
    "nonce123_03",
    "nonce124_3",
    "nonce123_3x",
    "nonce123_10",
    "x_3",
  ])
    expect(expected.take(id)).toBe("unknown");
  expect(expected.missing).toBe(2);
});
