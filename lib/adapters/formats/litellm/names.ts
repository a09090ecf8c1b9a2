import { sqlText, unusableText } from "../cells";
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
  const tags = tagList(reading);
  const own = parsed ? `${parsed}.spend_logs_metadata` : null;
  const inTags = reading.layer(`CASE WHEN ${tags} IS NULL THEN NULL ELSE ${firstOf(tags, candidates)} END`);
  const inOwn = reading.layer(own ? firstKey(own, candidates) : "CAST(NULL AS INTEGER)");
  const list = `[${candidates.map(sqlText).join(", ")}]`;
  const group = notNames.includes("model_group") ? "NULL" : reading.text("model_group");
  const alias =
    parsed && !notNames.includes("key_alias") ? `nullif(${parsed}.user_api_key_alias, '')` : "NULL";
  const from = reading.layer(
    `CASE WHEN ${inTags} IS NOT NULL THEN ${list}[${inTags}] WHEN ${inOwn} IS NOT NULL THEN ${list}[${inOwn}] ` +
      `WHEN ${group} IS NOT NULL THEN 'model_group' WHEN ${alias} IS NOT NULL THEN 'key_alias' END`,
  );
  const endpoint = reading.layer(
    `CASE WHEN ${inTags} IS NOT NULL THEN ${tagValue(tags, `${list}[${inTags}]`)} ` +
      `WHEN ${inOwn} IS NOT NULL THEN ${own ? `json_extract_string(${own}, ${list}[${inOwn}])` : "NULL"} ` +
      `ELSE coalesce(${group}, ${alias}) END`,
  );
  checkText(reading, "request_tags", endpoint);
  const named = (name: string) => {
    const inOwnSql = own
      ? `CASE WHEN ${own} IS NOT NULL THEN json_extract_string(${own}, ${sqlText(name)}) END`
      : "NULL";
    return reading.layer(`coalesce(${tagValue(tags, sqlText(name))}, ${inOwnSql})`);
  };
  const user = reading.text("user");
  return {
    endpoint,
    from,
    owner: `coalesce(${named(OWNER)}, CASE WHEN contains(${user}, '@') THEN ${user} END)`,
    team: `coalesce(${parsed ? `nullif(${parsed}.user_api_key_team_alias, '')` : "NULL"}, ${reading.text("team_id")})`,
    costCenter: named(COST_CENTER),
    userAgent: tagValue(tags, sqlText(USER_AGENT)),
    tags: restOf(reading, tags, { winner: `${list}[${inTags}]`, notNames }),
  };
}

function tagList(reading: Reading): string {
  return reading.layer(`TRY(from_json(${reading.cell("request_tags")}, '["VARCHAR"]'))`);
}

/** Rank of the best candidate among "name:value" strings. */
function firstOf(tags: string, candidates: string[]): string {
  const ranks = candidates.map(
    (name, index) => `WHEN starts_with(t, ${sqlText(`${name}:`)}) THEN ${index + 1}`,
  );
  return `list_min(list_transform(${tags}, lambda t: CASE ${ranks.join(" ")} END))`;
}

function firstKey(own: string, candidates: string[]): string {
  const ranks = candidates.map(
    (name, index) =>
      `WHEN nullif(json_extract_string(${own}, ${sqlText(name)}), '') IS NOT NULL THEN ${index + 1}`,
  );
  return `CASE WHEN ${own} IS NULL THEN NULL ${ranks.join(" ")} END`;
}

function tagValue(tags: string, name: string): string {
  const found = `list_filter(${tags}, lambda t: starts_with(t, ${name} || ':'))[1]`;
  return `nullif(trim(substr(${found}, length(${name}) + 2)), '')`;
}

/** The tags that are no name of their own, sorted, as JSON; without run ids, which would make every call a group of its own. */
function restOf(
  reading: Reading,
  tags: string,
  { winner, notNames }: { winner: string; notNames: string[] },
): string {
  const gone = [USER_AGENT, COST_CENTER, OWNER, ...notNames]
    .map((name) => ` AND NOT starts_with(t, ${sqlText(`${name}:`)})`)
    .join("");
  const rest = `list_filter(${tags}, lambda t: NOT starts_with(t, coalesce(${winner}, '') || ':')${gone})`;
  const kept = reading.layer(rest);
  const text = reading.layer(
    `CASE WHEN len(${kept}) > 0 THEN CAST(to_json(list_sort(${kept})) AS VARCHAR) END`,
  );
  checkText(reading, "request_tags", text);
  return text;
}

function checkText(reading: Reading, column: string, value: string): void {
  reading.check("unusable-text", reading.label(column), { when: unusableText(value), value });
}
