// DuckDB and Postgres alone, as somebody would write it who needs nothing but the figures: the same file to the same
// rows as Parquet, the same GROUP BY, the same sums streamed into a table with a key. Nothing of ours is called.
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

const COLUMNS = [
  "request_id call_type api_key spend total_tokens prompt_tokens completion_tokens startTime endTime model",
  "model_group custom_llm_provider user metadata cache_hit request_tags team_id end_user status",
].flatMap((line) => line.split(" "));

const rowsOf = (file: string) =>
  `
  SELECT strptime(startTime, '%Y-%m-%dT%H:%M:%S.%fZ') AS ts, 3600 AS bucket_seconds, request_id AS key,
    false AS aggregate, tag('taskName') AS endpoint, custom_llm_provider AS provider_raw, model AS model_raw,
    metadata->>'$.user_api_key_team_alias' AS team, tag('cost_center') AS cost_center, api_key, 1::BIGINT AS requests,
    prompt_tokens::BIGINT - cached AS fresh_input, cached AS cached_input, completion_tokens::BIGINT AS output,
    (metadata->>'$.usage_object.completion_tokens_details.reasoning_tokens')::BIGINT AS reasoning, 'sync' AS tier,
    call_type AS tier_raw, (spend::DECIMAL(24, 12) * 1000000000000)::BIGINT AS cost, status,
    date_diff('millisecond', ts, strptime(endTime, '%Y-%m-%dT%H:%M:%S.%fZ')) AS latency_ms
  FROM (
    SELECT *, (metadata->>'$.usage_object.prompt_tokens_details.cached_tokens')::BIGINT AS cached,
      from_json(request_tags, '["VARCHAR"]') AS tags
    FROM read_csv('${file}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
      columns = {${COLUMNS.map((name) => `'${name}': 'VARCHAR'`).join(", ")}}))`.replace(
    /tag\('(\w+)'\)/g,
    (_, name: string) =>
      `substr(list_filter(tags, lambda t: starts_with(t, '${name}:'))[1], ${name.length + 2})`,
  );

const KEY = "hour, endpoint, provider_raw, model_raw, cost_center";
const REST = "team, api_key, tier, tier_raw";
const SUMS = ["requests", "fresh_input", "cached_input", "output", "reasoning", "cost"];

export async function baseline(
  file: string,
  databaseUrl: string,
): Promise<{ seconds: number; sums: string[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), "offpeak-bench-"));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `drop table if exists bench_rollup;
     create table bench_rollup (hour timestamptz, endpoint text, provider_raw text, model_raw text, cost_center text,
       team text, api_key text, tier text, tier_raw text, rows bigint, ${SUMS.map((name) => `${name} bigint`).join(", ")},
       primary key (${KEY}))`,
  );
  try {
    const begun = performance.now();
    await run(client, { file, folder });
    const seconds = (performance.now() - begun) / 1000;
    const { rows } = await client.query<Record<string, string>>(
      `select count(*) as groups, sum(rows) as rows, ${SUMS.map((name) => `sum(${name}) as ${name}`).join(", ")} from bench_rollup`,
    );
    return { seconds, sums: Object.values(rows[0] ?? {}) };
  } finally {
    await client.query("drop table bench_rollup");
    await client.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(client: pg.Client, { file, folder }: { file: string; folder: string }): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "2",
    memory_limit: "1GB",
    temp_directory: path.join(folder, "spill"),
  });
  const duck = await instance.connect();
  const [parquet, csv] = [path.join(folder, "rows.parquet"), path.join(folder, "rollup.csv")];
  await duck.run("SET TimeZone = 'UTC'");
  await duck.run(`COPY (${rowsOf(file)}) TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`);
  await duck.run(
    `COPY (
       SELECT date_trunc('hour', ts) AS hour, endpoint, provider_raw, model_raw, cost_center, ${REST}, count(*),
         ${SUMS.map((name) => `sum(${name})`).join(", ")}
       FROM '${parquet}' GROUP BY ${KEY}, ${REST})
     TO '${csv}' (FORMAT csv, HEADER false)`,
  );
  duck.closeSync();
  instance.closeSync();
  await pipeline(
    createReadStream(csv, { highWaterMark: 1 << 20 }),
    client.query(copyFrom("copy bench_rollup from stdin (format csv)")),
  );
}
