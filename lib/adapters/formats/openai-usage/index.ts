import type { Format, Projection, Reader, Sample } from "@/lib/core/format";
import { keysOf } from "../json-paths";
import { Reading } from "../reading";
import { groupColumns } from "./groups";
import { measures } from "./measures";
import { pathOf } from "./paths";

const RESULT = /"object"\s*:\s*"organization\.usage\./;
const EMPTY_PAGE = /"object"\s*:\s*"page"[\s\S]*"object"\s*:\s*"bucket"[\s\S]*"results"\s*:\s*\[\s*\]/;
const COSTS = /"object"\s*:\s*"organization\.costs\./;

/** OpenAI's organization usage: pages of its API, alone or wrapped, and the dashboard's table. Buckets in UTC. */
export const openaiUsage: Format = {
  id: "openai-usage",
  kind: "usage",
  label: "OpenAI organization usage",
  sourceKind: "provider",
  recognises(sample) {
    if (sample.shape === "table") return isDashboard(sample);
    return RESULT.test(sample.text) || (EMPTY_PAGE.test(sample.text) && !COSTS.test(sample.text));
  },
  project(sample, { today }) {
    const reading = new Reading({ sample, reader: readerOf(sample), today });
    return project(reading);
  },
};

function project(reading: Reading): Projection {
  const isTable = reading.sample.shape === "table";
  const ts = reading.instant("start_time", { required: true, unix: isTable ? "too" : "only" });
  const end = reading.instant("end_time", { unix: isTable ? "too" : "only" });
  const path = reading.layer(pathOf(reading));
  if (!isTable)
    reading.check("unknown-word", "object", { when: `${path} IS NULL`, value: reading.cell("object") });
  const group = groupColumns(reading);
  const measured = measures(reading, path);
  const width = `CAST(epoch(${end}) - epoch(${ts}) AS INTEGER)`;
  const nothing = measured.all.map((value) => `${value} IS NULL`).join(" AND ");
  return reading.finish(
    {
      ts,
      bucket_seconds: `CASE WHEN ${width} > 0 THEN ${width} ELSE 86400 END`,
      key: `concat_ws('|', ${path}, ${group.key})`,
      aggregate: "true",
      path,
      grouped: group.mask,
      provider_raw: "'openai'",
      model_raw: group.model,
      project: group.project,
      api_key: group.apiKey,
      tags: group.tags,
      ...measured.columns,
      ...tier(reading, group.batch, group.serviceTier),
    },
    // The dashboard writes a day without calls as a row of times alone.
    { ignore: nothing },
  );
}

function tier(reading: Reading, batch: string, serviceTier: string) {
  const word = reading.layer(`lower(${serviceTier})`);
  return {
    tier:
      `CASE WHEN ${batch} THEN 'batch' WHEN ${word} IN ('flex', 'flex-tier') THEN 'flex' ` +
      `WHEN ${word} IN ('priority', 'priority-tier') THEN 'priority' ` +
      `WHEN NOT ${batch} AND (${word} IS NULL OR ${word} IN ('default', 'auto', 'standard', 'default-tier')) THEN 'sync' ELSE 'unknown' END`,
    tier_raw: `nullif(concat_ws('/', CASE WHEN ${batch} THEN 'batch' WHEN NOT ${batch} THEN 'not batch' END, ${serviceTier}), '')`,
  };
}

function isDashboard(sample: Sample): boolean {
  const has = (name: string) => sample.columns.includes(name);
  return (
    has("start_time") &&
    has("end_time") &&
    (has("num_model_requests") || has("num_sessions") || has("num_requests") || has("usage_bytes"))
  );
}

/** Pages may stand alone, in an array, or inside another document; the sample shows where their buckets are. */
function readerOf(sample: Sample): Reader {
  if (sample.shape === "table") return { kind: "table" };
  const outer = new Set(
    keysOf(sample.text)
      .filter(({ key }) => key === "results")
      .map(({ path }) => `$${path}`),
  );
  return { kind: "nested", outer: [...outer], inner: '$."results"[*]', parent: ["start_time", "end_time"] };
}
