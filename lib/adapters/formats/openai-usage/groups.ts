import type { Reading } from "../reading";

/** Columns that a pull may be grouped by. The order is the order of the bits, and part of what is stored: append only. */
const GROUPS = [
  "project_id",
  "user_id",
  "api_key_id",
  "model",
  "batch",
  "service_tier",
  "size",
  "source",
  "vector_store_id",
  "context_level",
] as const;

/** Which group within its bucket a row is: its key, and which columns the pull was grouped by. */
export function groupColumns(reading: Reading) {
  const batch = reading.layer(reading.flag("batch"));
  const value = Object.fromEntries(
    GROUPS.map((name) => [name, name === "batch" ? batch : reading.text(name)]),
  ) as Record<(typeof GROUPS)[number], string>;
  const mask = GROUPS.map((name, bit) => `CASE WHEN ${value[name]} IS NULL THEN 0 ELSE ${2 ** bit} END`);
  const key = GROUPS.map((name) => `coalesce(CAST(${value[name]} AS VARCHAR), '')`).join(", ");
  const tags = (["context_level", "size", "source", "user_id", "vector_store_id"] as const).map(
    (name) => `'${name.replace(/_id$/, "")}:' || ${value[name]}`,
  );
  const list = reading.layer(`list_filter([${tags.join(", ")}], lambda t: t IS NOT NULL)`);
  return {
    key,
    mask: reading.layer(mask.join(" + ")),
    model: value.model,
    project: value.project_id,
    apiKey: value.api_key_id,
    batch,
    serviceTier: value.service_tier,
    tags: `CASE WHEN len(${list}) > 0 THEN CAST(to_json(${list}) AS VARCHAR) END`,
  };
}
