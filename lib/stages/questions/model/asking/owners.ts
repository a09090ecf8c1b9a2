import { z } from "zod";
import { parseTable } from "@/lib/stages/ledger/model/csv";
import type { AttributionRule, RuleMatch } from "@/lib/stages/ledger/model/rules";
import { Email } from "@/lib/stages/people/model";

export const AssignOwners = z.object({
  /** A table with a heading, or lines of `pattern owner` as in CODEOWNERS. */
  text: z.string().trim().min(1, "Paste a table or lines.").max(1_000_000, "Use at most 1 MB."),
});
export type AssignOwners = z.infer<typeof AssignOwners>;

export const AssignSome = z.object({
  endpoints: z.preprocess(
    (value) => [value].flat().filter(Boolean),
    z.array(z.string().max(500)).min(1, "Choose at least one.").max(200),
  ),
  owner: Email,
});
export type AssignSome = z.infer<typeof AssignSome>;

type Read = { rules: AttributionRule[] } | { line: number; problem: string };

/** Both forms become attribution rules: `tag:` and `team:` before a pattern match those in place of the endpoint. */
export function ownersOf(text: string): Read {
  const [heading = ""] = text.split("\n");
  return /(^|[,;\t])\s*"?owner"?\s*($|[,;\t])/i.test(heading.trim()) ? fromTable(text) : fromLines(text);
}

const COLUMNS: Record<string, keyof RuleMatch> = {
  endpoint: "endpoint",
  team: "team",
  tag: "tag",
  project: "project",
  api_key: "apiKey",
  model: "model",
  provider: "provider",
};

function fromTable(text: string): Read {
  const [heading = [], ...lines] = parseTable(text);
  const columns = heading.map((cell) => cell.trim().toLowerCase().replaceAll(/[ -]/g, "_"));
  const unknown = columns.find((column) => column !== "owner" && !(column in COLUMNS));
  if (unknown !== undefined) return { line: 1, problem: `There is no column “${unknown.slice(0, 60)}”` };
  const rules: AttributionRule[] = [];
  for (const [index, cells] of lines.entries()) {
    const match: RuleMatch = {};
    let owner = "";
    for (const [at, column] of columns.entries()) {
      const cell = cells[at]?.trim() ?? "";
      const name = COLUMNS[column];
      if (column === "owner") owner = cell;
      else if (name && cell) match[name] = cell;
    }
    const rule = ruleOf(match, owner);
    if (typeof rule === "string") return { line: index + 2, problem: rule };
    rules.push(rule);
  }
  return { rules };
}

/** As in CODEOWNERS the last line that matches wins; rules are read top down, so they are turned around. */
function fromLines(text: string): Read {
  const rules: AttributionRule[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    if (!line) continue;
    const [pattern = "", ...owners] = line.split(/\s+/);
    const rule = ruleOf(matchOf(pattern), owners[0] ?? "");
    if (typeof rule === "string") return { line: index + 1, problem: rule };
    rules.unshift(rule);
  }
  return { rules };
}

function matchOf(pattern: string): RuleMatch {
  const [, kind, rest] = /^(team|tag|project|model|provider):(.+)$/.exec(pattern) ?? [];
  if (kind && rest) return { [kind]: rest };
  const path = pattern.replace(/^\/(?=.)/, "").replace(/\*{2,}$/, "*");
  return { endpoint: path.endsWith("/") ? `${path}*` : path };
}

function ruleOf(match: RuleMatch, owner: string): AttributionRule | string {
  const email = Email.safeParse(owner.replace(/^@/, ""));
  if (!email.success) return "The owner is no e-mail address";
  if (Object.keys(match).length === 0) return "It names nothing to match";
  if (Object.values(match).some((word) => word?.slice(0, -1).includes("*")))
    return "A * can stand at the end of a pattern only";
  return { match, assign: { owner: email.data } };
}
