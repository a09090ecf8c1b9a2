import { sqlText, trimmed } from "../cells";
import type { Reading } from "../reading";
import { metadata } from "./metadata";

const CANDIDATES = ["endpoint", "route", "taskName", "job", "jobName", "feature", "service"];
const USER_AGENT = "User-Agent";
const COST_CENTER = "cost_center";
const OWNER = "owner";

/** Who called: the first candidate name among the tags, else in the caller's own metadata, else model group, else key alias. */
export function names(reading: Reading, notNames: string[]) {
  const candidates = CANDIDATES.filter((name) => !notNames.includes(name));
  const parsed = metadata(reading);
  const own = parsed && `${parsed}.spend_logs_metadata`;
  const tags = reading.layer(`TRY(from_json(${reading.cell("request_tags")}, '["VARCHAR"]'))`);
  const best = reading.layer(`coalesce(${firstTag(tags, candidates)}, ${firstKey(own, candidates)})`);
  const group = notNames.includes("model_group") ? "NULL" : reading.text("model_group");
  const alias =
    parsed && !notNames.includes("key_alias") ? `nullif(${parsed}.user_api_key_alias, '')` : "NULL";
  const from = reading.layer(
    `CASE WHEN ${best} IS NOT NULL THEN [${candidates.map(sqlText).join(", ")}][CAST(left(${best}, 1) AS INTEGER)] ` +
      `WHEN ${group} IS NOT NULL THEN 'model_group' WHEN ${alias} IS NOT NULL THEN 'key_alias' END`,
  );
  const endpoint = reading.layer(`coalesce(${trimmed(`substr(${best}, 2)`)}, ${group}, ${alias})`);
  reading.usable(endpoint, reading.label("request_tags"));
  const costCenter = named(reading, tags, { own, name: COST_CENTER });
  const owner = named(reading, tags, { own, name: OWNER });
  const user = reading.text("user");
  return {
    endpoint,
    from,
    owner: `coalesce(${owner}, CASE WHEN contains(${user}, '@') THEN ${user} END)`,
    team: `coalesce(${parsed ? `nullif(${parsed}.user_api_key_team_alias, '')` : "NULL"}, ${reading.text("team_id")})`,
    costCenter,
    userAgent: tagValue(reading, tags, USER_AGENT),
    tags: restOf(reading, tags, { from, costCenter, notNames }),
  };
}

/** The tag of the first candidate, as its rank (one digit) and its value: the least of these texts is the winner. */
function firstTag(tags: string, candidates: string[]): string {
  const ranks = candidates.map(
    (name, index) => `WHEN starts_with(t, '${name}:') THEN '${index + 1}' || substr(t, ${name.length + 2})`,
  );
  return `list_min(list_transform(${tags}, lambda t: CASE ${ranks.join(" ")} END))`;
}

function firstKey(own: string | null, candidates: string[]): string {
  if (!own) return "NULL";
  const ranks = candidates.map(
    (name, index) => `'${index + 1}' || nullif(json_extract_string(${own}, ${sqlText(name)}), '')`,
  );
  return `CASE WHEN ${own} IS NOT NULL THEN coalesce(${ranks.join(", ")}) END`;
}

function named(reading: Reading, tags: string, { own, name }: { own: string | null; name: string }): string {
  const inOwn = own
    ? `CASE WHEN ${own} IS NOT NULL THEN json_extract_string(${own}, ${sqlText(name)}) END`
    : "NULL";
  const value = reading.layer(`coalesce(${tagValue(reading, tags, name)}, ${inOwn})`);
  reading.usable(value, reading.label("request_tags"));
  return value;
}

/** The list is searched only where the text of the tags mentions the name: most rows do not. */
function tagValue(reading: Reading, tags: string, name: string): string {
  const found = `list_filter(${tags}, lambda t: starts_with(t, '${name}:'))[1]`;
  const mentioned = `contains(${reading.cell("request_tags")}, '${name}:')`;
  return trimmed(reading.layer(`CASE WHEN ${mentioned} THEN substr(${found}, ${name.length + 2}) END`));
}

type Taken = { from: string; costCenter: string; notNames: string[] };

/** The tags that are no name of their own, sorted, as JSON; without run ids, which would make every call a group of its own. */
function restOf(reading: Reading, tags: string, { from, costCenter, notNames }: Taken): string {
  const gone = [USER_AGENT, COST_CENTER, OWNER, ...notNames].map(
    (name) => ` AND NOT starts_with(t, ${sqlText(`${name}:`)})`,
  );
  const filter = `list_filter(${tags}, lambda t: NOT starts_with(t, coalesce(${from}, '') || ':')${gone.join("")})`;
  // Two tags that both became names leave nothing: the common case costs no search.
  const taken = `CASE WHEN ${from} IS NULL THEN 0 ELSE 1 END + CASE WHEN ${costCenter} IS NULL THEN 0 ELSE 1 END`;
  const rest = reading.layer(
    `CASE WHEN len(${tags}) > 2 OR len(${tags}) > ${taken} OR ${from} IN ('model_group', 'key_alias') THEN ${filter} END`,
  );
  const text = reading.layer(
    `CASE WHEN len(${rest}) > 0 THEN CAST(to_json(list_sort(${rest})) AS VARCHAR) END`,
  );
  reading.usable(text, reading.label("request_tags"));
  return text;
}
