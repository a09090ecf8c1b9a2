import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withDuck } from "@/lib/platform/duckdb";
import type { Evidence } from "../model/evidence";
import { judge } from "../model/verdict";
import { measureEvidence } from "./measure-evidence";

/** A call; `second` counts from the first midnight of a month of thirty days, `read` from the call itself. */
type Row = {
  second: number;
  session?: string;
  latency?: number;
  input?: number;
  tools?: number;
  agent?: string;
  read?: number;
  webhook?: boolean;
  timeout?: number;
  requests?: number;
  stream?: boolean;
  status?: string;
};
type Scene = { says: string; rows: Row[]; is: { verdict: string; work?: string } };

const DAY = 86_400;
const HOUR = 3_600;
const times = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index));
const nights = (of: (night: number) => Row[]): Row[] => times(30, of).flat();
const good = { verdict: "good" };
const partial = { verdict: "partial" };
const stays = (work: string) => ({ verdict: "stays-sync", work });

const hook = (more: Partial<Row>) =>
  times(60, (call): Row => ({ second: call * 7 * HOUR, webhook: true, ...more }));
const impatient = (more: Partial<Row>) =>
  times(60, (call): Row => ({ second: call * 7 * HOUR, timeout: 8000, ...more }));
const office = (day: number, call: number) => day * DAY + 9 * HOUR + ((call * 97) % 480) * 60;
const queue = (agent: string) => nights((day) => times(30, (call) => ({ second: office(day, call), agent })));
const sparse = (agent: string) =>
  times(60, (call): Row => ({ second: Math.floor(call / 2) * DAY + call, agent }));
const sums = (more: Partial<Row>) =>
  nights((night) =>
    times(3, (hour) => ({ second: night * DAY + hour * HOUR, requests: 900, agent: "cron/1", ...more })),
  );
const BUSY = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1];

const SCENES: Scene[] = [
  {
    says: "one after the other at machine speed, in a session of a few calls, is a chain",
    rows: nights((night) =>
      times(3, (step) => ({
        second: night * DAY + step * 5,
        session: `s${night}`,
        latency: 4000,
        input: 1000 - step,
      })),
    ),
    is: stays("chain"),
  },
  {
    says: "many at once under the id of their run need nothing of each other",
    rows: nights((night) =>
      times(12, (item) => ({
        second: night * DAY + item,
        session: `run-${night}`,
        latency: 20_000,
        input: 1000 + 400 * item,
        read: 8 * HOUR,
      })),
    ),
    is: good,
  },
  {
    says: "a single worker goes through a list under the id of its run",
    rows: nights((night) =>
      times(40, (item) => ({
        second: night * DAY + item * 5,
        session: `run-${night}`,
        latency: 4000,
        input: 1000 + ((item * 8) % 13) * 100,
        read: 8 * HOUR,
      })),
    ),
    is: good,
  },
  {
    says: "a long session whose input grows by each answer is a chain all the same",
    rows: nights((night) =>
      times(40, (step) => ({
        second: night * DAY + step * 5,
        session: `s${night}`,
        latency: 4000,
        input: 1000 + step * 260,
        read: 8 * HOUR,
      })),
    ),
    is: stays("chain"),
  },
  {
    says: "a call that is sent again after it failed is no chain",
    rows: nights((night) => [
      { second: night * DAY, session: `s${night}`, latency: 500, status: "429", read: 8 * HOUR },
      { second: night * DAY + 2, session: `s${night}`, latency: 4000, read: 8 * HOUR },
    ]),
    is: good,
  },
  {
    says: "calls with tools whose input grows each time are a chain without a session too",
    rows: nights((night) =>
      times(5, (step) => ({
        second: night * DAY + step * 5,
        latency: 4000,
        tools: 1,
        input: 1000 + step * 260,
      })),
    ),
    is: stays("chain"),
  },
  {
    says: "an agent framework that calls tools is a chain without a session too",
    rows: nights((night) =>
      times(4, (step) => ({
        second: night * DAY + step * 900,
        tools: step < 3 ? 1 : 0,
        agent: "langgraph/1.0",
      })),
    ),
    is: stays("chain"),
  },
  {
    says: "tools that only shape the answer make no chain",
    rows: nights((night) =>
      times(4, (item) => ({ second: night * DAY + item * 4, tools: 1, read: 8 * HOUR })),
    ),
    is: good,
  },
  {
    says: "turns of a conversation are turns whatever is sent along",
    rows: nights((day) =>
      times(2, (turn) => ({
        second: day * DAY + turn * 60,
        session: `s${day}`,
        agent: "openai-node/6",
        input: 2000 - 900 * turn,
      })),
    ),
    is: stays("agent"),
  },
  {
    says: "a webhook with a tight time-out waits",
    rows: hook({ timeout: 10_000, read: 8 * HOUR }),
    is: stays("webhook"),
  },
  { says: "a webhook whose answer is used at once waits", rows: hook({ read: 1 }), is: stays("webhook") },
  { says: "a webhook of which nothing more is known waits", rows: hook({}), is: stays("webhook") },
  {
    says: "a webhook without a known time-out that is read hours later can wait",
    rows: hook({ read: 8 * HOUR }),
    is: good,
  },
  { says: "one that is read within the hour asks the owner", rows: hook({ read: HOUR }), is: partial },
  {
    says: "sums that a source gives are no calls",
    rows: sums({ stream: false }),
    is: { verdict: "not-enough-data" },
  },
  { says: "a sampled call that stands for others is one", rows: sums({ latency: 900 }), is: good },
  {
    says: "a client that gives up soon waits on a screen",
    rows: impatient({ agent: "openai-node/6" }),
    is: stays("person-waits"),
  },
  {
    says: "unless its answer is read hours later",
    rows: impatient({ agent: "openai-node/6", read: 9 * HOUR }),
    is: good,
  },
  {
    says: "or a schedule calls it: then the owner knows",
    rows: impatient({ agent: "apache-airflow/3" }),
    is: partial,
  },
  {
    says: "a browser that nobody sits at is a server",
    rows: sparse("Mozilla/5.0 (X11) HeadlessChrome/141.0"),
    is: good,
  },
  {
    says: "a browser is a person",
    rows: sparse("Mozilla/5.0 (X11) Chrome/141.0"),
    is: stays("person-waits"),
  },
  {
    says: "a screen that is rarely used does not run at set hours",
    rows: nights((day) =>
      times(2, (call) => ({ second: office(day, day * 2 + call), agent: "openai-node/6" })),
    ),
    is: partial,
  },
  {
    says: "a screen that is new is not a job of few days",
    rows: times(8, (day) =>
      times(30, (call): Row => ({ second: office(22 + day, call), agent: "openai-node/6" })),
    ).flat(),
    is: partial,
  },
  {
    says: "a backfill that ran day and night for some days is one",
    rows: times(6, (day) =>
      times(96, (call): Row => ({ second: (8 + day) * DAY + call * 900, agent: "openai-node/6" })),
    ).flat(),
    is: good,
  },
  {
    says: "people all over the world are not a machine that never rests",
    rows: nights((day) =>
      BUSY.flatMap((calls, hour) =>
        times(calls, (call) => ({ second: day * DAY + hour * HOUR + call * 600 })),
      ),
    ),
    is: partial,
  },
  {
    says: "a machine that never rests is one",
    rows: nights((day) => times(48, (call) => ({ second: day * DAY + call * 1800 }))),
    is: good,
  },
  {
    says: "a queue that fills while people work may be filled by them",
    rows: queue("celery/5.5"),
    is: partial,
  },
  { says: "a plan that runs while people work is a plan", rows: queue("apache-airflow/3.0"), is: good },
];

let folder: string;
let measured: Map<number, Evidence>;

// All scenes are measured at once, as endpoints of one organisation.
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "measure-evidence-"));
  const file = path.join(folder, "calls.jsonl");
  await writeFile(
    file,
    SCENES.flatMap(({ rows }, id) => rows.map((row) => JSON.stringify(asCall(row, id)))).join("\n"),
  );
  measured = await withDuck(folder, async (duck) => {
    await duck.run(
      `CREATE TEMP TABLE calls AS SELECT *, 'sync' AS tier, 3600 AS bucket_seconds, 'openai' AS provider, 'gpt-4.1' AS model,
         0 AS cached_input, 0 AS cache_write_5m, 0 AS cache_write_1h, 0 AS cache_write_other, 200 AS output
       FROM read_json('${file}', columns = {endpoint_id: 'INTEGER', ts: 'TIMESTAMP', requests: 'BIGINT', stream: 'BOOLEAN',
         tool_calls: 'INTEGER', session_id: 'VARCHAR', user_agent: 'VARCHAR', latency_ms: 'DOUBLE', timeout_ms: 'DOUBLE',
         webhook: 'BOOLEAN', result_read_at: 'TIMESTAMP', status: 'VARCHAR', fresh_input: 'BIGINT'})`,
    );
    return measureEvidence(duck, 30);
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function asCall(row: Row, id: number): object {
  const at = (second: number) => new Date(Date.UTC(2025, 10, 1) + second * 1000).toISOString().slice(0, -1);
  return {
    endpoint_id: id,
    ts: at(row.second),
    requests: row.requests ?? 1,
    stream: row.stream,
    tool_calls: row.tools,
    session_id: row.session,
    user_agent: row.agent,
    latency_ms: row.latency,
    timeout_ms: row.timeout,
    webhook: row.webhook,
    result_read_at: row.read === undefined ? undefined : at(row.second + row.read),
    status: row.status,
    fresh_input: row.input ?? 1000,
  };
}

test.each(SCENES.map((scene, id) => ({ ...scene, id })))("$says", ({ id, is }) => {
  const evidence = measured.get(id);
  if (!evidence) throw new Error("nothing was measured");
  expect(judge(evidence)).toMatchObject(is);
});

test("a row of many calls tells what one of them writes", () => {
  const sampled = SCENES.findIndex(({ says }) => says.startsWith("a sampled call"));
  expect(measured.get(sampled)?.outputP99).toBeCloseTo(200 / 900);
});
