import { wholeNumber } from "../cells";
import type { Reading } from "../reading";
import { metadata } from "./metadata";

/** prompt_tokens includes cache reads and writes, for Anthropic too; the metadata says how many. */
export function tokens(reading: Reading) {
  const prompt = reading.count("prompt_tokens");
  const output = reading.count("completion_tokens");
  const parsed = metadata(reading);
  if (!parsed) return { fresh_input: prompt, output };
  const usage = `${parsed}.usage_object`;
  const details = (path: string) =>
    `coalesce(${usage}.prompt_tokens_details.${path}, ${usage}.input_tokens_details.${path})`;
  const cached = measure(reading, `coalesce(${details("cached_tokens")}, ${usage}.cache_read_input_tokens)`);
  const written = measure(
    reading,
    `coalesce(${usage}.cache_creation_input_tokens, ${details("cache_creation_tokens")})`,
  );
  const write5m = measure(reading, details("cache_creation_token_details.ephemeral_5m_input_tokens"));
  const write1h = measure(reading, details("cache_creation_token_details.ephemeral_1h_input_tokens"));
  const knownWrites = `(coalesce(${write5m}, 0) + coalesce(${write1h}, 0))`;
  const allWrites = `greatest(coalesce(${written}, 0), ${knownWrites})`;
  const fresh = reading.layer(`${prompt} - coalesce(${cached}, 0) - ${allWrites}`);
  reading.check("cached-over-input", reading.label("prompt_tokens"), {
    when: `${fresh} < 0`,
    value: reading.cell("prompt_tokens"),
  });
  return {
    fresh_input: fresh,
    cached_input: cached,
    cache_write_5m: write5m,
    cache_write_1h: write1h,
    cache_write_other: `CASE WHEN ${written} IS NOT NULL THEN ${allWrites} - ${knownWrites} END`,
    output,
    reasoning: measure(
      reading,
      `coalesce(${usage}.completion_tokens_details.reasoning_tokens, ${usage}.output_tokens_details.reasoning_tokens)`,
    ),
  };
}

function measure(reading: Reading, sql: string): string {
  const text = reading.layer(sql);
  const value = reading.layer(wholeNumber(text, null));
  const column = reading.label("metadata");
  reading.check("not-a-number", column, { when: `${value} IS NULL AND ${text} IS NOT NULL`, value: text });
  reading.check("negative", column, { when: `${value} < 0`, value: text });
  return value;
}
