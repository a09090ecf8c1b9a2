import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { project } from "@/lib/testing/imports/project";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const pages = fixture("pages.json");
const [first] = JSON.parse(pages) as [{ data: unknown[] }];

const shapes: [string, string][] = [
  ["an array of pages", pages],
  ["one page", JSON.stringify(first, null, 1)],
  ["one page on one line", JSON.stringify(first)],
  ["a page a line", (JSON.parse(pages) as unknown[]).map((page) => JSON.stringify(page)).join("\n")],
  ["a page inside another document", JSON.stringify({ pulled: { response: first } }, null, 1)],
];

test.each(shapes)("%s gives the buckets' groups", async (_name, content) => {
  const { format, rows } = await project(content);
  expect(format).toBe("openai-usage");
  expect(rows.map((row) => row.problem)).toEqual([null, null, null, null]);
  expect(rows[0]).toMatchObject({
    ts: new Date("2025-11-03T00:00:00Z"),
    bucket_seconds: 86400,
    aggregate: true,
    path: "completions",
    provider_raw: "openai",
    project: "proj_a",
    api_key: "key_1",
    model_raw: "gpt-5-mini-2025-08-07",
    requests: 5n,
    fresh_input: 500n,
    cached_input: 400n,
    cache_write_other: 100n,
    output: 70n,
    tier: "batch",
    cost: null,
    endpoint: null,
  });
  expect(rows[1]).toMatchObject({
    fresh_input: 200n,
    cached_input: 100n,
    cache_write_other: null,
    tier: "sync",
  });
  expect(rows.map((row) => row.tier)).toEqual(["batch", "sync", "flex", "unknown"]);
  expect(new Set(rows.map((row) => row.key)).size).toBe(4);
});

test("what a pull is grouped by shows in the mask", async () => {
  const { rows } = await project(pages);
  // project, key, model, batch, tier; the last row was grouped by the first three alone
  expect(rows.map((row) => row.grouped)).toEqual([61, 61, 61, 13]);
});

test("reports without tokens keep their own unit, wherever their page lies", async () => {
  const { rows } = await project(fixture("wrapped.json"));
  expect(
    rows.map((row) => [row.path, row.unit, String(row.quantity), row.requests, row.fresh_input]),
  ).toEqual([
    ["images", "images", "3", 2n, null],
    ["audio_speeches", "characters", "4500", 4n, null],
    ["code_interpreter_sessions", "sessions", "7", null, null],
  ]);
  expect(rows[0]).toMatchObject({
    bucket_seconds: 3600,
    tags: '["size:1024x1024","source:image.generation"]',
  });
});

test.each([
  ["tabs", fixture("dashboard.tsv")],
  ["commas", fixture("dashboard.tsv").replaceAll("\t", ",")],
])("the dashboard's table with %s", async (_name, content) => {
  const { format, rows } = await project(content);
  expect(format).toBe("openai-usage");
  // A day without calls is a row of times alone: marked, and neither accepted nor rejected.
  expect(rows.map((row) => row.problem)).toEqual([null, "~", null, null]);
  expect(rows[0]).toMatchObject({
    requests: 10n,
    fresh_input: 750n,
    cached_input: 250n,
    output: 200n,
    tier: "sync",
    path: "completions",
  });
  expect(rows.map((row) => row.tier)).toEqual(["sync", "unknown", "batch", "unknown"]);
});

test("parts that add up to more than the whole are a problem", async () => {
  const page = JSON.parse(pages) as { data: { results: { input_cached_tokens: number }[] }[] }[];
  const result = page[0]?.data[0]?.results[0];
  if (result) result.input_cached_tokens = 5000;
  const { rows } = await project(JSON.stringify(page));
  expect(rows[0]).toMatchObject({ problem: "cached-over-input", problem_column: "input_tokens" });
});

test("a report that is new to us is not taken for one that we know", async () => {
  const { rows } = await project(
    pages.replaceAll("organization.usage.completions.result", "organization.usage.dreams.result"),
  );
  expect(rows[0]).toMatchObject({
    problem: "unknown-word",
    problem_value: "organization.usage.dreams.result",
  });
});
