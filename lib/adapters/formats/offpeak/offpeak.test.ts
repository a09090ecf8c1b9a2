import { describe, expect, test } from "vitest";
import { parseDollars } from "@/lib/core/money";
import { project } from "@/lib/testing/imports/project";

const HEADING = "timestamp,provider,model,endpoint";

test("every column of the format arrives", async () => {
  const names =
    "kind,job,owner,team,cost_center,project,api_key,request_id,requests,input_tokens,cached_input_tokens,cache_write_tokens,cache_write_1h_tokens,output_tokens,reasoning_tokens,tier,cost_usd,status,stream,tool_calls,session_id,user_agent,latency_ms,timeout_ms,webhook,result_read_at";
  const cells =
    "Job,step-2,ana@example.com,Growth,CC-1,proj,key,req-1,3,100,40,5,6,20,8,Batch,0.25,ok,TRUE,2,s-1,curl/8,950,30000,no,2025-11-03T03:00:00Z";
  const { rows } = await project(`${HEADING},${names}\n2025-11-03T02:14:07Z,OpenAI,gpt-5,Digest,${cells}`);
  expect(rows[0]).toMatchObject({
    endpoint: "Digest",
    provider_raw: "OpenAI",
    kind: "job",
    job: "step-2",
    key: "req-1",
    aggregate: false,
    requests: 3n,
    fresh_input: 100n,
    cached_input: 40n,
    cache_write_5m: 5n,
    cache_write_1h: 6n,
    output: 20n,
    reasoning: 8n,
    tier: "batch",
    tier_raw: "Batch",
    cost: 250_000_000_000n,
    stream: true,
    tool_calls: 2,
    webhook: false,
    latency_ms: 950n,
    result_read_at: new Date("2025-11-03T03:00:00Z"),
    problem: null,
  });
});

test("columns that the file lacks are unknown, a row is one request, and its calls were sync", async () => {
  const { rows } = await project(`${HEADING}\n2025-11-03,openai,,`);
  expect(rows[0]).toMatchObject({
    bucket_seconds: 86400,
    key: null,
    requests: 1n,
    fresh_input: null,
    cost: null,
    tier: "sync",
    model_raw: null,
    endpoint: null,
    stream: null,
    problem: null,
  });
});

test("headings in another case, and JSON lines", async () => {
  const table = await project(
    "Timestamp;Provider;Model;Endpoint;Input_Tokens\n2025-11-03T00:00:00Z;openai;gpt-5;a;7",
  );
  const lines = await project(
    '{"timestamp":"2025-11-03T00:00:00Z","provider":"openai","model":"gpt-5","endpoint":"a","input_tokens":7}',
  );
  for (const { format, rows } of [table, lines]) {
    expect(format).toBe("offpeak");
    expect(rows[0]).toMatchObject({ fresh_input: 7n, endpoint: "a", problem: null });
  }
});

describe("money keeps every digit that counts", () => {
  const cases = [
    "0",
    "0.000000000001",
    "1e-06",
    "2.5E-7",
    "12.5",
    "999.999999999999",
    "1000.000000000001",
    "123456.789012345678",
    "0.00038429999999999996",
    "+3",
    " 4.20 ",
  ];
  test.each(cases)("%s", async (cost) => {
    const { rows } = await project(`${HEADING},cost_usd\n2025-11-03,openai,gpt-5,a,${cost}`);
    expect(rows[0]?.cost).toBe(parseDollars(cost));
  });

  test("grouped thousands, and a comma that may be a decimal sign", async () => {
    const grouped = await project(`${HEADING},cost_usd\n2025-11-03,openai,gpt-5,a,"$1,234.50"`);
    expect(grouped.rows[0]?.cost).toBe(1_234_500_000_000_000n);
    const decimal = await project(
      `${HEADING},cost_usd\n2025-11-03,openai,gpt-5,a,0,5`.replaceAll(",", ";").replace("0;5", "0,5"),
    );
    expect(decimal.rows[0]).toMatchObject({
      problem: "not-a-number",
      problem_column: "cost_usd",
      problem_value: "0,5",
    });
  });
});

test("instants with an offset, without one, and of a day", async () => {
  const times = [
    "2025-11-03T02:14:07+02:00",
    "2025-11-03 02:14:07.123456",
    "2025-11-03T02:14:07-0800",
    "2025-11-03",
  ];
  const { rows } = await project([HEADING, ...times.map((time) => `${time},openai,gpt-5,a`)].join("\n"));
  expect(rows.map((row) => (row.ts as Date).toISOString())).toEqual([
    "2025-11-03T00:14:07.000Z",
    "2025-11-03T02:14:07.123Z",
    "2025-11-03T10:14:07.000Z",
    "2025-11-03T00:00:00.000Z",
  ]);
});

test("an unknown file is read through its mapping, with one value for what it lacks", async () => {
  const mapping = {
    columns: {
      timestamp: "when",
      model: "engine",
      endpoint: "app",
      input_tokens_with_cached: "in",
      cached_input_tokens: "hit",
    },
    defaults: { provider: "anthropic", tier: "batch" },
  };
  const { rows } = await project("when,engine,app,in,hit\n1762135200,claude-haiku-4-5,digest,100,30", {
    mapping,
  });
  expect(rows[0]).toMatchObject({
    ts: new Date("2025-11-03T02:00:00Z"),
    provider_raw: "anthropic",
    model_raw: "claude-haiku-4-5",
    fresh_input: 70n,
    cached_input: 30n,
    tier: "batch",
    problem: null,
  });
});
