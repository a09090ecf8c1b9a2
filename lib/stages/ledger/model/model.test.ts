import { expect, test } from "vitest";
import { type ImportFile, isRepeat, keyScope, representatives } from "../model";
import { clientClassOf } from "./clients";
import { parseTable } from "./csv";
import { listCost } from "./price";
import { type Amounts, type Cell, isBooked, remainderOf } from "./remainder";
import { matcherOf, type Words } from "./rule-matcher";
import { fold } from "./words";

const file = (over: Partial<ImportFile>): ImportFile => ({
  id: "a",
  sourceId: 1,
  sourceKind: "gateway",
  capturedAt: new Date(1000),
  receivedAt: new Date(1000),
  sha256: "x",
  rows: "",
  ...over,
});

test("of identical files the earliest received speaks, unless it is of another source", () => {
  const first = file({ id: "first", receivedAt: new Date(1), capturedAt: new Date(9000) });
  const second = file({ id: "second", receivedAt: new Date(2) });
  const other = file({ id: "other", sourceId: 2 });
  expect(representatives([second, other, first]).map(({ id }) => id)).toEqual(["other", "first"]);
  expect(isRepeat(second, [first, second])).toBe(true);
  expect(isRepeat(first, [first, second])).toBe(false);
  expect(isRepeat(other, [first, other])).toBe(false);
});

test("keys of all gateways are compared, a provider's only with its own", () => {
  expect(keyScope(file({ sourceId: 1 }))).toBe(keyScope(file({ sourceId: 2 })));
  const provider = (sourceId: number) => keyScope(file({ sourceId, sourceKind: "provider" }));
  expect(provider(1)).not.toBe(provider(2));
});

test.each([
  [null, null],
  ["", null],
  ["Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101", "browser"],
  ["OpenAI/Python 1.99.0", "server"],
  ["nightly-CRON/1.2", "cron"],
  ["apache-airflow/2.9 python-requests", "workflow"],
])("the client of %j is %j", (agent, expected) => {
  expect(clientClassOf(agent)).toBe(expected);
});

test("a table may have quotes, blank lines, tabs or semicolons", () => {
  expect(parseTable('\uFEFFa,b\r\n"1,5","x ""y"""\r\n\r\n"two\nlines",')).toEqual([
    ["a", "b"],
    ["1,5", 'x "y"'],
    ["two\nlines", ""],
  ]);
  expect(parseTable("a;b\n1,5;2\n")).toEqual([
    ["a", "b"],
    ["1,5", "2"],
  ]);
  expect(parseTable("a\tb\n1\t2")).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});

test("words are compared without case and outer blanks", () => {
  expect(fold("  Ärger ")).toBe(fold("A\u0308RGER"));
  expect(fold(null)).toBe("");
});

const noTokens = {
  freshInput: null,
  cachedInput: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  cacheWriteOther: null,
  output: null,
};
const rates = { ...noTokens, freshInput: 3n, output: 10n };

test("list cost is unknown rather than too low", () => {
  expect(listCost({ ...noTokens, freshInput: 5n, output: 2n }, rates)).toBe(35n);
  expect(listCost({ ...noTokens, freshInput: 0n }, rates)).toBe(0n);
  expect(listCost(noTokens, rates)).toBeNull();
  expect(listCost({ ...noTokens, freshInput: 5n, cachedInput: 1n }, rates)).toBeNull();
  expect(listCost({ ...noTokens, freshInput: 5n }, null)).toBeNull();
});

const nothing: Amounts = { ...noTokens, requests: null, reasoning: null, cost: null };
const cell = (model: string | null, tier: Cell["tier"], amounts: Partial<Amounts>): Cell => ({
  model,
  tier,
  amounts: { ...nothing, ...amounts },
});

test("the remainder is per model, tier and class, and never below zero", () => {
  const { rest, findings } = remainderOf(
    [cell("m1", "sync", { freshInput: 100n, output: 10n }), cell("m2", "batch", { freshInput: 7n })],
    [cell("m1", "sync", { freshInput: 60n, output: 12n }), cell("m2", "sync", { freshInput: 7n })],
  );
  expect(rest.map(({ freshInput, output }) => [freshInput, output])).toEqual([
    [40n, 0n],
    [7n, null],
  ]);
  expect(findings).toEqual([
    { model: "m2", tier: "sync", class: "freshInput", provider: 0n, counted: 7n },
    { model: "m1", tier: "sync", class: "output", provider: 10n, counted: 12n },
  ]);
});

test("a provider that does not say model or tier is compared with all of them", () => {
  const counted = [
    cell("m1", "sync", { freshInput: 30n }),
    cell("m2", "batch", { freshInput: 20n }),
    cell("m2", "sync", { freshInput: 1n }),
  ];
  const { rest, findings } = remainderOf([cell(null, "unknown", { freshInput: 60n })], counted);
  expect(rest.map(({ freshInput }) => freshInput)).toEqual([9n]);
  expect(findings).toEqual([]);
});

test("a gateway that does not say the tier uses up what exact rows left", () => {
  const { rest } = remainderOf(
    [cell("m1", "sync", { output: 50n }), cell("m1", "batch", { output: 50n })],
    [cell("m1", "unknown", { output: 60n }), cell("m1", "batch", { output: 10n })],
  );
  expect(rest.map(({ output }) => output)).toEqual([0n, 30n]);
});

test("cache writes are one class whatever lifetime a side names", () => {
  const { rest, findings } = remainderOf(
    [cell("m1", "sync", { cacheWrite5m: 50n, cacheWrite1h: 5n })],
    [cell("m1", "sync", { cacheWriteOther: 52n })],
  );
  expect(rest.map((left) => [left.cacheWrite5m, left.cacheWrite1h])).toEqual([[0n, 3n]]);
  expect(findings).toEqual([]);
});

test("a class that the provider does not report is no finding, and cost alone is booked only when nothing else is known", () => {
  const { rest, findings } = remainderOf(
    [cell("m1", "sync", { freshInput: 5n, cost: 9n })],
    [cell("m1", "sync", { freshInput: 5n, output: 3n, cost: 4n })],
  );
  expect(findings).toEqual([]);
  expect(rest.map(isBooked)).toEqual([false]);
  expect(isBooked({ ...nothing, cost: 5n })).toBe(true);
  expect(isBooked({ ...nothing, requests: 1n })).toBe(true);
});

const words: Words = {
  endpoint: "Search",
  provider: "vertex",
  providerRaw: "vertex_ai",
  model: "gemini-2.5-flash",
  modelRaw: "gemini-2.5-flash-001",
  project: "p1",
  apiKey: null,
  owner: null,
  team: "Growth",
  costCenter: null,
  tags: ["env:prod"],
};

test("the first matching rule wins per target, and all words of a rule must match", () => {
  const assigned = matcherOf([
    { match: { provider: "vertex", project: "p2" }, assign: { owner: "wrong" } },
    { match: { team: "growth" }, assign: { owner: "first" } },
    { match: { tag: "env:*" }, assign: { owner: "second", costCenter: "CC-2" } },
    { match: { model: "GEMINI-2.5-flash-001" }, assign: { team: "Models" } },
    { match: { apiKey: "*" }, assign: { endpoint: "any key" } },
  ])(words);
  expect(assigned).toEqual({ owner: "first", costCenter: "CC-2", team: "Models" });
});
