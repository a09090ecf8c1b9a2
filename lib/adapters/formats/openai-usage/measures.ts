import type { Reading } from "../reading";

/** What each report counts beside tokens: the file's column and our unit. */
const UNITS: Record<string, { column: string; unit: string }> = {
  images: { column: "images", unit: "images" },
  audio_speeches: { column: "characters", unit: "characters" },
  audio_transcriptions: { column: "seconds", unit: "seconds" },
  vector_stores: { column: "usage_bytes", unit: "bytes" },
  code_interpreter_sessions: { column: "num_sessions", unit: "sessions" },
  file_searches: { column: "num_requests", unit: "searches" },
  web_searches: { column: "num_requests", unit: "searches" },
};

/** input_tokens includes cached reads and cache writes; older buckets leave out the parts, not the whole. */
export function measures(reading: Reading, path: string) {
  const input = reading.count("input_tokens");
  const cached = reading.count("input_cached_tokens");
  const written = reading.count("input_cache_write_tokens");
  const uncached = reading.count("input_uncached_tokens");
  const fresh = reading.layer(
    `coalesce(${uncached}, ${input} - coalesce(${cached}, 0) - coalesce(${written}, 0))`,
  );
  reading.check("cached-over-input", reading.label("input_tokens"), {
    when: `${fresh} < 0 OR ${uncached} + coalesce(${cached}, 0) + coalesce(${written}, 0) > ${input}`,
    value: reading.cell("input_tokens"),
  });
  const output = reading.count("output_tokens");
  const requests = reading.count("num_model_requests");
  const units = Object.entries(UNITS).map(([report, { column, unit }]) => ({
    report,
    unit,
    quantity: reading.quantity(column),
  }));
  const pick = (value: (unit: (typeof units)[number]) => string) =>
    `CASE ${path} ${units.map((unit) => `WHEN '${unit.report}' THEN ${value(unit)}`).join(" ")} END`;
  const quantity = reading.layer(pick((unit) => unit.quantity));
  return {
    all: [fresh, cached, output, requests, quantity],
    columns: {
      requests,
      fresh_input: fresh,
      cached_input: cached,
      cache_write_other: written,
      output,
      unit: `CASE WHEN ${quantity} IS NOT NULL THEN ${pick((unit) => `'${unit.unit}'`)} END`,
      quantity,
    },
  };
}
