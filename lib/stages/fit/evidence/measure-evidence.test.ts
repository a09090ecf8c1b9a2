import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { withDuck } from "@/lib/platform/duckdb";
import { judge } from "../model/verdict";
import { measureEvidence } from "./measure-evidence";

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

const text = (value: string | undefined) => (value === undefined ? "NULL" : `'${value}'`);
const plain = (value: number | boolean | undefined) => (value === undefined ? "NULL" : String(value));

/** What these calls of one endpoint come to. `second` counts from the first midnight of a month of thirty days. */
async function seen(rows: Row[]) {
  const values = rows.map(
    (row) =>
      `(1, 'sync', TIMESTAMP '2025-11-01' + INTERVAL '${row.second} seconds', ${row.requests ?? 1}, ${plain(row.stream)},
        ${plain(row.tools)}, ${text(row.session)}, ${text(row.agent)}, ${plain(row.latency)}, ${plain(row.timeout)}, ${plain(row.webhook)},
        ${row.read === undefined ? "NULL" : `TIMESTAMP '2025-11-01' + INTERVAL '${row.second + row.read} seconds'`},
        ${text(row.status)}, ${row.input ?? 1000})`,
  );
  return withDuck(path.join(os.tmpdir(), "measure-evidence"), async (duck) => {
    await duck.run(
      `CREATE TEMP TABLE calls AS SELECT endpoint_id, tier, ts, 3600 AS bucket_seconds, requests, stream::BOOLEAN AS stream,
         tool_calls::INTEGER AS tool_calls, session_id::VARCHAR AS session_id, user_agent::VARCHAR AS user_agent,
         latency_ms::DOUBLE AS latency_ms, timeout_ms::DOUBLE AS timeout_ms, webhook::BOOLEAN AS webhook,
         result_read_at::TIMESTAMP AS result_read_at, status::VARCHAR AS status, 'openai' AS provider, 'gpt-4.1' AS model,
         input AS fresh_input, 0 AS cached_input, 0 AS cache_write_5m, 0 AS cache_write_1h, 0 AS cache_write_other, 200 AS output
       FROM (VALUES ${values.join(",\n")}) AS v (endpoint_id, tier, ts, requests, stream, tool_calls, session_id, user_agent,
         latency_ms, timeout_ms, webhook, result_read_at, status, input)`,
    );
    const evidence = (await measureEvidence(duck, 30)).get(1);
    if (!evidence) throw new Error("nothing was measured");
    return judge(evidence);
  });
}

const DAY = 86_400;
const HOUR = 3_600;
const times = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index));
const nights = (of: (night: number) => Row[]): Row[] => times(30, of).flat();

describe("an answer that the next call needs", () => {
  test("one after the other at machine speed, in a session of a few calls", async () => {
    const rows = nights((night) =>
      times(3, (step) => ({
        second: night * DAY + step * 5,
        session: `s${night}`,
        latency: 4000,
        input: 1000 - step,
      })),
    );
    expect(await seen(rows)).toMatchObject({ verdict: "stays-sync", work: "chain" });
  });

  test("many at once under the id of their run need nothing of each other", async () => {
    const rows = nights((night) =>
      times(12, (item) => ({
        second: night * DAY + item,
        session: `run-${night}`,
        latency: 20_000,
        input: 1000 + 400 * item,
        read: 8 * HOUR,
      })),
    );
    expect((await seen(rows)).verdict).toBe("good");
  });

  test("a single worker that goes through a list under the id of its run", async () => {
    const rows = nights((night) =>
      times(40, (item) => ({
        second: night * DAY + item * 5,
        session: `run-${night}`,
        latency: 4000,
        input: 1000 + ((item * 8) % 13) * 100,
        read: 8 * HOUR,
      })),
    );
    expect((await seen(rows)).verdict).toBe("good");
  });

  test("a long session whose input grows by each answer is a chain all the same", async () => {
    const rows = nights((night) =>
      times(40, (step) => ({
        second: night * DAY + step * 5,
        session: `s${night}`,
        latency: 4000,
        input: 1000 + step * 260,
        read: 8 * HOUR,
      })),
    );
    expect(await seen(rows)).toMatchObject({ verdict: "stays-sync", work: "chain" });
  });

  test("a call that is sent again after it failed is no chain", async () => {
    const rows = nights((night) => [
      { second: night * DAY, session: `s${night}`, latency: 500, status: "429", read: 8 * HOUR },
      { second: night * DAY + 2, session: `s${night}`, latency: 4000, read: 8 * HOUR },
    ]);
    expect((await seen(rows)).verdict).toBe("good");
  });

  test("calls with tools whose input grows each time, without a session", async () => {
    const rows = nights((night) =>
      times(5, (step) => ({
        second: night * DAY + step * 5,
        latency: 4000,
        tools: 1,
        input: 1000 + step * 260,
      })),
    );
    expect(await seen(rows)).toMatchObject({ verdict: "stays-sync", work: "chain" });
  });

  test("an agent framework that calls tools, without a session", async () => {
    const rows = nights((night) =>
      times(4, (step) => ({
        second: night * DAY + step * 900,
        tools: step < 3 ? 1 : 0,
        agent: "langgraph/1.0",
      })),
    );
    expect(await seen(rows)).toMatchObject({ verdict: "stays-sync", work: "chain" });
  });

  test("tools that only shape the answer", async () => {
    const rows = nights((night) =>
      times(4, (item) => ({ second: night * DAY + item * 4, tools: 1, read: 8 * HOUR })),
    );
    expect((await seen(rows)).verdict).toBe("good");
  });
});

describe("a webhook", () => {
  const hook = (more: Partial<Row>) =>
    seen(times(60, (call) => ({ second: call * 7 * HOUR, webhook: true, ...more })));
  test("waits where its time-out is tight, or its answer is used at once", async () => {
    expect((await hook({ timeout: 10_000, read: 8 * HOUR })).work).toBe("webhook");
    expect((await hook({ read: 1 })).work).toBe("webhook");
    expect((await hook({})).work).toBe("webhook");
  });
  test("an unknown time-out is not a tight one where the answer is read hours later", async () => {
    expect((await hook({ read: 8 * HOUR })).verdict).toBe("good");
    expect((await hook({ read: HOUR })).verdict).toBe("partial");
  });
});

describe("what a row stands for", () => {
  test("sums that a source gives are no calls, whatever else stands beside them", async () => {
    const rows = nights((night) =>
      times(3, (hour) => ({
        second: night * DAY + hour * HOUR,
        requests: 900,
        agent: "cron/1",
        stream: false,
      })),
    );
    expect((await seen(rows)).verdict).toBe("not-enough-data");
  });
  test("a sampled call that stands for others is one", async () => {
    const rows = nights((night) =>
      times(3, (hour) => ({
        second: night * DAY + hour * HOUR,
        requests: 900,
        agent: "cron/1",
        latency: 900,
      })),
    );
    expect((await seen(rows)).verdict).toBe("good");
  });
});

test("a client that gives up soon waits on a screen, unless a schedule calls it or its answer is read hours later", async () => {
  const rows = (more: Partial<Row>) =>
    times(60, (call) => ({ second: call * 7 * HOUR, timeout: 8000, ...more }));
  expect((await seen(rows({ agent: "openai-node/6" }))).work).toBe("person-waits");
  expect((await seen(rows({ agent: "openai-node/6", read: 9 * HOUR }))).verdict).toBe("good");
  expect((await seen(rows({ agent: "apache-airflow/3" }))).verdict).toBe("partial");
});

test("a browser that nobody sits at is a server", async () => {
  const agent = (name: string) =>
    seen(times(60, (call) => ({ second: Math.floor(call / 2) * DAY + call, agent: name })));
  expect((await agent("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/141.0")).verdict).toBe("good");
  expect((await agent("Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0")).work).toBe("person-waits");
});

describe("the shape in time, where nothing else is known", () => {
  const office = (day: number, call: number) => day * DAY + 9 * HOUR + ((call * 97) % 480) * 60;
  test("a screen that is rarely used does not run at set hours", async () => {
    const rows = nights((day) =>
      times(2, (call) => ({ second: office(day, day * 2 + call), agent: "openai-node/6" })),
    );
    expect((await seen(rows)).verdict).toBe("partial");
  });

  test("a screen that is new is not a job of few days", async () => {
    const rows = times(8, (day) =>
      times(30, (call) => ({ second: office(22 + day, call), agent: "openai-node/6" })),
    ).flat();
    expect((await seen(rows)).verdict).toBe("partial");
  });

  test("a backfill that ran day and night for some days is one", async () => {
    const rows = times(6, (day) =>
      times(96, (call) => ({ second: (8 + day) * DAY + call * 900, agent: "openai-node/6" })),
    ).flat();
    expect((await seen(rows)).verdict).toBe("good");
  });

  test("people all over the world are not a machine that never rests", async () => {
    const busy = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1];
    const rows = nights((day) =>
      busy.flatMap((calls, hour) =>
        times(calls, (call) => ({ second: day * DAY + hour * HOUR + call * 600 })),
      ),
    );
    expect((await seen(rows)).verdict).toBe("partial");
    expect(
      (await seen(nights((day) => times(48, (call) => ({ second: day * DAY + call * 1800 }))))).verdict,
    ).toBe("good");
  });

  test("a queue that fills while people work may be filled by them", async () => {
    const rows = (agent: string) =>
      nights((day) => times(30, (call) => ({ second: office(day, call), agent })));
    expect((await seen(rows("celery/5.5"))).verdict).toBe("partial");
    expect((await seen(rows("apache-airflow/3.0"))).verdict).toBe("good");
  });
});

test("turns of a conversation are turns whatever is sent along", async () => {
  const rows = nights((day) =>
    times(2, (turn) => ({
      second: day * DAY + turn * 60,
      session: `s${day}`,
      agent: "openai-node/6",
      input: 2000 - 900 * turn,
    })),
  );
  expect(await seen(rows)).toMatchObject({ verdict: "stays-sync", work: "agent" });
});
