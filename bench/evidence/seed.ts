import { DuckDBInstance } from "@duckdb/node-api";

/** Writes calls of a thousand endpoints over 30 days as one file of Offpeak's own format, with all evidence columns. */
export async function writeCalls(file: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "1GB" });
  const duck = await instance.connect();
  await duck.run("SELECT setseed(0.42)");
  await duck.run(`COPY (
    SELECT strftime(TIMESTAMP '2025-11-01' + to_seconds(CAST(random() * 2591999 AS BIGINT)), '%Y-%m-%dT%H:%M:%SZ') AS timestamp,
      'openai' AS provider, CASE WHEN i % 7 = 0 THEN 'gpt-4.1' ELSE 'gpt-5-mini' END AS model,
      'team-' || (e % 40) || '/endpoint-' || e AS endpoint, 'r' || i AS request_id,
      CAST(200 + random() * 4000 AS INTEGER) AS input_tokens, CAST(20 + random() * 800 AS INTEGER) AS output_tokens,
      'sync' AS tier, e % 3 = 0 AS stream, CASE WHEN e % 5 = 0 THEN i % 3 ELSE 0 END AS tool_calls,
      CASE WHEN e % 4 = 0 THEN 's' || (i // 5000) || '-' || e END AS session_id,
      CASE e % 4 WHEN 0 THEN 'Mozilla/5.0 Chrome/140.0' WHEN 1 THEN 'apache-airflow/2.10' WHEN 2 THEN 'openai-python/1.99' ELSE 'kube-cronjob/1.30' END AS user_agent,
      CAST(300 + random() * 5000 AS INTEGER) AS latency_ms, 60000 AS timeout_ms, e % 11 = 0 AS webhook
    FROM (SELECT i, CAST(power(random(), 2) * 1000 AS INTEGER) AS e FROM range(${rows}) r(i))
  ) TO '${file}' (HEADER, COMPRESSION gzip)`);
  duck.closeSync();
  instance.closeSync();
}
