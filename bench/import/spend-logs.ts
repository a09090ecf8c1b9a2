import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { literal, withDuck } from "@/lib/platform/duckdb";

const DAYS = 30;

/**
 * A LiteLLM SpendLogs export as csv.gz: `rows` calls of thirty days in time order, 1,000 jobs (few of them make most
 * of the calls; nightly, in office hours or all day), 20 models, 60 cost centers. Made once, the same every time.
 */
export async function spendLogs(rows: number): Promise<string> {
  const folder = path.resolve(".offpeak", "bench");
  const file = path.join(folder, `spend-logs-${rows}.csv.gz`);
  if (existsSync(file)) return file;
  await mkdir(folder, { recursive: true });
  process.stderr.write(`Making ${rows} rows, once …\n`);
  await withDuck(folder, async (duck) => {
    await duck.run(`COPY (${calls(rows)}) TO ${literal(`${file}.csv`)} (FORMAT csv, HEADER true)`);
  });
  // Node packs several times as fast as DuckDB does.
  await pipeline(createReadStream(`${file}.csv`), createGzip(), createWriteStream(`${file}.part`));
  await rm(`${file}.csv`);
  await rename(`${file}.part`, file);
  return file;
}

/** A number 0 to 1 that depends on the row alone. */
const chance = (salt: number) => `(hash(i * 16 + ${salt}) % 1000003) / 1000003.0`;

function calls(rows: number): string {
  return `
    SELECT 'chatcmpl-' || md5(i::VARCHAR) AS request_id, 'acompletion' AS call_type,
      md5('key' || job % 200) AS api_key, printf('%.9f', prompt * price + output * price * 4) AS spend,
      prompt + output AS total_tokens, prompt AS prompt_tokens, output AS completion_tokens,
      strftime(started, '%Y-%m-%dT%H:%M:%S.%fZ') AS startTime,
      strftime(started + to_milliseconds(latency), '%Y-%m-%dT%H:%M:%S.%fZ') AS endTime,
      model, 'group-' || job % 50 AS model_group, provider AS custom_llm_provider,
      'user-' || job % 300 AS "user", metadata, 'False' AS cache_hit,
      '["taskName:' || name || '","cost_center:CC-' || (100 + job % 60) || '"]' AS request_tags,
      'team-' || job % 40 AS team_id, '' AS end_user, 'success' AS status
    FROM (
      SELECT *, '{"user_api_key_alias":"key-' || job % 200 || '","user_api_key_team_alias":"Team ' || job % 40
          || '","requester_ip_address":"10.0.' || job % 250 || '.7","usage_object":{"prompt_tokens":' || prompt
          || ',"completion_tokens":' || output || ',"total_tokens":' || (prompt + output)
          || ',"prompt_tokens_details":{"cached_tokens":' || cached
          || ',"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":' || output // 5
          || ',"audio_tokens":0}},"model_map_information":{"model_map_key":"' || model || '"}}' AS metadata
      FROM (
        SELECT i, job, started, latency, prompt, output, prompt * (job % 4) // 8 AS cached,
          ['nightly', 'office', 'steady'][1 + job % 3] || '-summaries-' || job AS name,
          ['gpt-5-mini', 'gpt-4o', 'gpt-4.1', 'o3', 'claude-sonnet-4-5', 'claude-haiku-4-5', 'gemini-2.5-flash'][1 + job % 7]
            || CASE WHEN job % 20 < 7 THEN '' ELSE '-' || job % 20 // 7 END AS model,
          ['openai', 'openai', 'openai', 'openai', 'anthropic', 'anthropic', 'vertex_ai'][1 + job % 7] AS provider,
          (1 + job % 9) / 1000000.0 AS price
        FROM (
          SELECT i, floor(exp(${chance(1)} * ln(1000)))::BIGINT - 1 AS job,
            TIMESTAMP '2025-11-01' + to_microseconds((i * ${(DAYS * 86_400_000_000) / rows})::BIGINT) AS started,
            (200 + ${chance(2)} * 9000)::BIGINT AS latency, (50 + ${chance(3)} * 4000)::BIGINT AS prompt,
            (5 + ${chance(4)} * 900)::BIGINT AS output
          FROM range(${rows}) numbers(i))))`;
}
