import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { project } from "@/lib/testing/imports/project";

const text = readFileSync(new URL("./fixtures/spend-logs.json", import.meta.url), "utf8");
type Log = Record<string, unknown>;
const logs = JSON.parse(text) as Log[];

const cell = (value: unknown) => {
  const word =
    value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return `"${word.replaceAll('"', '""')}"`;
};
const columns = [...new Set(logs.flatMap((log) => Object.keys(log)))];
const csv = [columns.join(","), ...logs.map((log) => columns.map((name) => cell(log[name])).join(","))].join(
  "\n",
);

const shapes: [string, string][] = [
  ["an array", text],
  ["JSON lines", logs.map((log) => JSON.stringify(log)).join("\n")],
  ["a table from SQL", csv],
];

test.each(shapes)("spend logs as %s give the same rows", async (_name, content) => {
  const { format, rows } = await project(content);
  expect(format).toBe("litellm");
  expect(rows.map((row) => row.problem)).toEqual(logs.map(() => null));
  expect(rows[0]).toMatchObject({
    ts: new Date("2025-11-03T02:14:07Z"),
    bucket_seconds: 3600,
    key: "chatcmpl-1",
    endpoint: "nightly-summaries",
    cost_center: "CC-204",
    team: "Growth",
    owner: "ana@example.com",
    tags: '["jobID:1"]',
    user_agent: "cron/2",
    fresh_input: 600n,
    cached_input: 400n,
    output: 310n,
    reasoning: 128n,
    requests: 1n,
    tier: "sync",
    cost: 12_500_000_000n,
    latency_ms: 2500n,
    job: null,
  });
});

test("Anthropic's prompt tokens include both caches, and the writes are split by how long they live", async () => {
  const { rows } = await project(text);
  expect(rows[1]).toMatchObject({
    fresh_input: 300n,
    cached_input: 1200n,
    cache_write_5m: 300n,
    cache_write_1h: 100n,
    cache_write_other: 100n,
    endpoint: "chat",
    team: "team-2",
    owner: null,
  });
});

test("an answer from LiteLLM's own cache cost nothing, and an offset is counted", async () => {
  const { rows } = await project(text);
  expect(rows[2]).toMatchObject({
    cost: 0n,
    ts: new Date("2025-11-03T04:00:00Z"),
    endpoint: "only-an-alias",
    cached_input: null,
    latency_ms: null,
  });
});

test("tags come before the caller's metadata, the first name of the list before the others", async () => {
  const { rows } = await project(text);
  expect(rows[3]).toMatchObject({
    endpoint: "edge",
    owner: "bo@example.com",
    cost_center: "CC-9",
    cost: 2_000_000n,
    status: "failure",
  });
});

test("polls of one batch share its key, whatever the version calls them", async () => {
  const { rows } = await project(text);
  expect(rows.slice(4)).toMatchObject([
    { key: "batch:batch_77", tier: "batch", provider_batch: "batch_77", endpoint: "backfill" },
    { key: "batch:batch_77", tier: "batch", provider_batch: "batch_77", endpoint: "backfill" },
  ]);
});

test("a name with more than a thousand values is a run id, and the next name is taken", async () => {
  const line = (run: number) =>
    JSON.stringify({
      ...logs[0],
      request_id: `r${run}`,
      request_tags: [`endpoint:run-${run}`, "feature:digest"],
    });
  const many = await project(Array.from({ length: 1001 }, (_, run) => line(run)).join("\n"));
  expect(new Set(many.rows.map((row) => row.endpoint))).toEqual(new Set(["digest"]));
  expect(new Set(many.rows.map((row) => row.tags))).toEqual(new Set([null]));
  const few = await project(Array.from({ length: 1000 }, (_, run) => line(run)).join("\n"));
  expect(new Set(few.rows.map((row) => row.endpoint)).size).toBe(1000);
}, 60_000);

test("more cached tokens than prompt tokens is a problem, not a negative number", async () => {
  const log = { ...logs[0], prompt_tokens: 100 };
  const { rows } = await project(JSON.stringify([log]));
  expect(rows[0]).toMatchObject({ problem: "cached-over-input", problem_column: "prompt_tokens" });
});

test("a log without a time is refused, and says that it has neither time nor model", async () => {
  const { startTime: _time, model: _model, ...rest } = logs[0] ?? {};
  await expect(project(JSON.stringify(rest, null, 1))).rejects.toThrow(/neither a time .* nor a model/);
});
