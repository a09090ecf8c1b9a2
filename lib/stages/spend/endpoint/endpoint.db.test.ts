import { afterAll, beforeAll, expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import { type TestContext, testContext } from "@/lib/testing/context";
import { seedUsage } from "@/lib/testing/seed-usage";
import { listWords } from "../list-words";
import { readAddress } from "../model/query";
import { listRawRows } from "./list-raw-rows";
import { readEndpoint } from "./read-endpoint";

let ctx: TestContext;
const usd = (dollars: number) => BigInt(dollars) * DOLLAR;

beforeAll(async () => {
  ctx = await testContext();
  const chat = { endpoint: "Chat", owner: "mei@example.com", team: "Assistant" };
  await seedUsage(ctx, [
    { ...chat, day: "2025-11-29", reported: usd(5), requests: 2n, fresh: 10n, job: "A" },
    { ...chat, day: "2025-11-30", reported: usd(7), requests: 3n, fresh: 20n, job: "a", tier: "batch" },
    { ...chat, day: "2025-11-30", listed: usd(1), requests: null, requestsUnknown: 1n, model: "gpt-4" },
    { day: "2025-11-30", endpoint: "first", reported: usd(90), owner: "ada@example.com" },
    { day: "2025-11-30", endpoint: "last", reported: usd(2), owner: "ada@example.com" },
    { day: "2025-11-30", listed: usd(1), tier: "unknown", team: "Search" },
  ]);
});
afterAll(() => ctx.close());

const read = async (word: string, address = "", who = ctx) =>
  readEndpoint(who, word, readAddress(new URLSearchParams(address), 50));

test("days, and models with jobs, add up to the row", async () => {
  const detail = await read("chat");
  expect(detail).toMatchObject({
    label: "Chat",
    ranked: 4,
    row: { rank: 2, cost: usd(13), costBatch: usd(7) },
  });
  expect(detail.days).toEqual([
    { day: "2025-11-29", sync: usd(5), batch: 0n, other: 0n, requests: 2n },
    { day: "2025-11-30", sync: usd(1), batch: usd(7), other: 0n, requests: 3n },
  ]);
  expect(detail.parts.map(({ model, job, cost, requests }) => ({ model, job, cost, requests }))).toEqual([
    { model: "gpt-5", job: "A", cost: usd(12), requests: 5n },
    { model: "gpt-4", job: null, cost: usd(1), requests: null },
  ]);
});

test("its neighbours are those of the list one came from", async () => {
  const first = await read("first");
  const chat = await read("Chat");
  expect(first.previous).toBeNull();
  expect(first.next).toBe(chat.key);
  expect(chat.previous).toBe(first.key);
  const listed = await read("first", "owner=ada@example.com");
  expect(listed.next).toBe((await read("last")).key);
  const hidden = await read("chat", "owner=ada@example.com");
  expect(hidden).toMatchObject({ previous: null, next: null, row: { cost: usd(13) } });
});

test("is found by key as by label, and what has no name is found too", async () => {
  const { key } = await read("CHAT");
  expect((await read(key)).label).toBe("Chat");
  expect(await read("unassigned")).toMatchObject({
    key: "unassigned",
    folded: null,
    row: { costOther: usd(1) },
  });
});

test("a period without usage of it shows no figure instead of zero", async () => {
  const detail = await read("chat", "from=2025-01-01&to=2025-01-31");
  expect(detail).toMatchObject({ row: null, days: [], parts: [], label: "Chat" });
});

test("an endpoint of somebody else is not there for an owner", async () => {
  const owner = ctx.as("owner", "Mei@example.com");
  expect((await read("chat", "", owner)).row?.rank).toBe(1);
  for (const word of ["first", "nothing", "unassigned"])
    await expect(read(word, "", owner)).rejects.toMatchObject({ code: "not_found" });
  const period = { from: "2025-11-01", to: "2025-11-30" };
  await expect(listRawRows(owner, "first", { period, limit: 5 })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(read("chat", "", await ctx.elsewhere())).rejects.toMatchObject({ code: "not_found" });
});

test("a filter's menu offers the words that were seen, an owner's menu their own", async () => {
  expect(await listWords(ctx, "team")).toEqual({
    words: ["Assistant", "Search"],
    hasMore: false,
    hasNone: true,
  });
  expect(await listWords(ctx, "model", "GPT-4")).toMatchObject({ words: ["gpt-4"], hasNone: false });
  expect(await listWords(ctx.as("owner", "mei@example.com"), "team")).toMatchObject({
    words: ["Assistant"],
    hasNone: false,
  });
  expect((await listWords(ctx, "owner", "nobody")).words).toEqual([]);
});
