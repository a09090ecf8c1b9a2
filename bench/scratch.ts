import { writeFileSync } from "node:fs";
import { rowsOf, withDuck } from "@/lib/platform/duckdb";
import { drawCalls } from "@/lib/sample/drawing/draw-calls";
import { measureEvidence } from "@/lib/stages/fit/evidence/measure-evidence";
import { endpointForecast } from "@/lib/stages/fit/model/endpoint-forecast";
import { judge } from "@/lib/stages/fit/model/verdict";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { CACHE_RULES } from "@/lib/stages/prices/rate-data";

const t0 = process.cpuUsage();
const calls = drawCalls();
console.log("draw cpu", process.cpuUsage(t0).user / 1e6, calls.length);
const catalogue = openCatalogue();
const at = new Date("2025-11-30T12:00:00Z");
const names = [...new Set(calls.map((c) => c.endpoint.name))];
const lines = calls.map((c) =>
  JSON.stringify({
    endpoint_id: names.indexOf(c.endpoint.name),
    tier: c.tier,
    ts: new Date(c.at).toISOString().slice(0, -1),
    bucket_seconds: 3600,
    requests: c.requests,
    stream: c.stream,
    tool_calls: c.toolCalls,
    session_id: c.session,
    user_agent: c.userAgent,
    latency_ms: c.latencyMs,
    timeout_ms: c.timeoutMs,
    webhook: c.webhook,
    result_read_at: c.readAt === null ? null : new Date(c.readAt).toISOString().slice(0, -1),
    status: "success",
    provider: c.work.model.provider,
    model: catalogue.normalise(c.work.model.provider, c.work.model.name).model,
    fresh_input: c.fresh,
    cached_input: c.cached,
    cache_write_5m: 0,
    cache_write_1h: 0,
    cache_write_other: 0,
    output: c.output,
    micros: c.micros,
  }),
);
writeFileSync("/tmp/h12/calls.jsonl", lines.join("\n"));
await withDuck("/tmp/h12/duck", async (duck) => {
  await duck.run(
    `CREATE TEMP TABLE calls AS SELECT * FROM read_json('/tmp/h12/calls.jsonl', columns={endpoint_id:'INTEGER',tier:'VARCHAR',ts:'TIMESTAMP',bucket_seconds:'INTEGER',requests:'BIGINT',stream:'BOOLEAN',tool_calls:'INTEGER',session_id:'VARCHAR',user_agent:'VARCHAR',latency_ms:'DOUBLE',timeout_ms:'DOUBLE',webhook:'BOOLEAN',result_read_at:'TIMESTAMP',status:'VARCHAR',provider:'VARCHAR',model:'VARCHAR',fresh_input:'BIGINT',cached_input:'BIGINT',cache_write_5m:'BIGINT',cache_write_1h:'BIGINT',cache_write_other:'BIGINT',output:'BIGINT',micros:'BIGINT'})`,
  );
  const evidence = await measureEvidence(duck, 30);
  const usage = await rowsOf<any>(
    duck,
    `SELECT endpoint_id, provider, model, tier, sum(fresh_input)::VARCHAR AS f, sum(cached_input)::VARCHAR AS c, sum(output)::VARCHAR AS o, (sum(micros)*1000000)::VARCHAR AS cost FROM calls GROUP BY ALL ORDER BY ALL`,
  );
  let [sum, sumDone] = [0, 0];
  for (const [id, name] of names.entries()) {
    const ev = evidence.get(id)!;
    const j = judge(ev, name);
    const rows = usage
      .filter((u) => u.endpoint_id === id)
      .map((u) => ({
        endpointId: id,
        key: name,
        label: name,
        provider: u.provider,
        model: u.model,
        tier: u.tier,
        freshInput: u.f,
        cachedInput: u.c,
        cacheWrite5m: "0",
        cacheWrite1h: "0",
        cacheWriteOther: "0",
        output: u.o,
        cost: u.cost,
        unpricedRows: "0",
      }));
    const f = endpointForecast({
      usage: rows,
      catalogue,
      cacheRules: CACHE_RULES,
      at,
      fitShare: j.fitShare === null ? null : (ev.syncFitShare ?? j.fitShare),
      assumed: { hitRate: null, tail: null, fit: null },
    });
    const d = (t: string | null) => (t === null ? "–" : (Number(BigInt(t) / 10n ** 8n) / 1e4).toFixed(3));
    const total = Number(BigInt(f.saving) + BigInt(f.due) + BigInt(f.realised ?? "0")) / 1e12;
    console.log(
      name.padEnd(28),
      j.verdict.padEnd(10),
      "calls",
      ev.calls,
      "fit",
      j.fitShare?.toFixed(4),
      "sync",
      ev.syncFitShare?.toFixed(5),
      "saving",
      d(f.saving),
      "due",
      d(f.due),
      "done",
      d(f.realised),
      "TOTAL",
      total.toFixed(3),
      j.reason,
      JSON.stringify(ev.causes),
    );
    sumDone += Number(BigInt(f.realised ?? "0")) / 1e12;
  }
  console.log("realised", sumDone);
});
