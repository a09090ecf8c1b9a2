import { z } from "zod";

const word = z.string().trim().min(1, "Leave it out instead of empty.").max(500).optional();

/** What a row must say for a rule to hold; all given words must match. `*` at the end matches a beginning. */
export const RuleMatch = z.strictObject({
  provider: word,
  project: word,
  apiKey: word,
  team: word,
  tag: word,
  endpoint: word,
  model: word,
  owner: word,
  costCenter: word,
});
export type RuleMatch = z.output<typeof RuleMatch>;

/** What the rule says of such a row. */
export const RuleAssign = z.strictObject({ endpoint: word, owner: word, team: word, costCenter: word });
export type RuleAssign = z.output<typeof RuleAssign>;

export const AttributionRule = z
  .strictObject({ match: RuleMatch, assign: RuleAssign })
  .refine((rule) => Object.values(rule.match).some(Boolean), "A rule needs something to match.")
  .refine((rule) => Object.values(rule.assign).some(Boolean), "A rule needs something to assign.");
export type AttributionRule = z.output<typeof AttributionRule>;

export const MOST_RULES = 20_000;

/** The body of PUT /attribution as JSON: rules, or an object that holds them. Read top down, first match per target wins. */
export const ReplaceAttribution = z
  .union([z.array(AttributionRule), z.strictObject({ rules: z.array(AttributionRule) })])
  .transform((body) => (Array.isArray(body) ? body : body.rules))
  .refine((rules) => rules.length <= MOST_RULES, `At most ${MOST_RULES} rules.`);
export type ReplaceAttribution = z.output<typeof ReplaceAttribution>;

/** Columns of the same rules as CSV: what is matched, then what is assigned. */
const MATCH_COLUMNS: Record<string, keyof RuleMatch> = {
  provider: "provider",
  project: "project",
  api_key: "apiKey",
  tag: "tag",
  model: "model",
  match_provider: "provider",
  match_project: "project",
  match_api_key: "apiKey",
  match_team: "team",
  match_tag: "tag",
  match_endpoint: "endpoint",
  match_model: "model",
  match_owner: "owner",
  match_cost_center: "costCenter",
};
const ASSIGN_COLUMNS: Record<string, keyof RuleAssign> = {
  endpoint: "endpoint",
  owner: "owner",
  team: "team",
  cost_center: "costCenter",
};

/** Rules from a table whose first row names the columns; null names a column that no rule has. */
export function rulesOfTable(
  table: string[][],
): { rules: { match: object; assign: object }[] } | { unknown: string } {
  const [heading = [], ...lines] = table;
  const columns = heading.map((cell) => cell.trim().toLowerCase().replaceAll(/[ -]/g, "_"));
  const unknown = columns.find((column) => !(column in MATCH_COLUMNS) && !(column in ASSIGN_COLUMNS));
  if (unknown !== undefined) return { unknown };
  return {
    rules: lines.map((cells) => {
      const match: RuleMatch = {};
      const assign: RuleAssign = {};
      for (const [index, column] of columns.entries()) {
        const cell = cells[index]?.trim();
        const matched = MATCH_COLUMNS[column];
        const assigned = ASSIGN_COLUMNS[column];
        if (matched && cell) match[matched] = cell;
        if (assigned && cell) assign[assigned] = cell;
      }
      return { match, assign };
    }),
  };
}
