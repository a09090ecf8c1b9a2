import { ENDPOINT_KINDS, type EndpointKind } from "@/lib/core/values";
import { matcherOf, type Words } from "./rule-matcher";
import type { AttributionRule, RuleAssign } from "./rules";
import { fold } from "./words";

export const ATTRIBUTES = ["owner", "team", "costCenter"] as const;
export type Attribute = (typeof ATTRIBUTES)[number];
type Attributes = Record<Attribute, string | null>;

/** A dimension's own words, and by which imports that stand it was brought. Imports are numbered in capture order. */
export type Dimension = Words & {
  id: number;
  kind: string | null;
  brought: { import: number; lastSeen: number }[];
};
/** A person's edits of an endpoint, by its folded name. */
export type Edits = Map<string, Attributes>;

export type Attributed = { id: number; endpoint: string | null } & Attributes;
export type Named = { folded: string; label: string; kind: EndpointKind };

/**
 * Who wins: a person's edit, then a rule, then the latest word of a file. When the latest captured import that says
 * anything of an endpoint says one thing, it holds for all its rows; when it says several, each row keeps its own.
 */
export function attribute(
  dimensions: Dimension[],
  rules: AttributionRule[],
  edits: Edits,
): { rows: Attributed[]; endpoints: Named[] } {
  const ruled = matcherOf(rules);
  const spell = spelling(rules, edits, dimensions);
  const groups = new Map<string, { dimension: Dimension; rule: RuleAssign }[]>();
  const labels = new Map<string, string>();
  const rows: Attributed[] = [];
  for (const dimension of dimensions) {
    const rule = ruled(dimension);
    const name = rule.endpoint ?? dimension.endpoint;
    const folded = fold(name);
    if (!folded) {
      const own = (of: Attribute) => spell(of, rule[of] ?? dimension[of]);
      rows.push({
        id: dimension.id,
        endpoint: null,
        owner: own("owner"),
        team: own("team"),
        costCenter: own("costCenter"),
      });
      continue;
    }
    if (!labels.has(folded)) labels.set(folded, (name ?? "").trim());
    const group = groups.get(folded);
    if (group) group.push({ dimension, rule });
    else groups.set(folded, [{ dimension, rule }]);
  }
  const endpoints: Named[] = [];
  for (const [folded, members] of groups) {
    const brought = members.map(({ dimension }) => dimension);
    const words = {
      owner: latest(brought, "owner"),
      team: latest(brought, "team"),
      costCenter: latest(brought, "costCenter"),
    };
    const edit = edits.get(folded);
    for (const { dimension, rule } of members) {
      const resolve = (of: Attribute) => {
        const { one, recent } = words[of];
        return spell(of, edit?.[of] ?? rule[of] ?? one ?? (fold(dimension[of]) ? dimension[of] : recent));
      };
      rows.push({
        id: dimension.id,
        endpoint: folded,
        owner: resolve("owner"),
        team: resolve("team"),
        costCenter: resolve("costCenter"),
      });
    }
    const kind = latest(brought, "kind").recent;
    endpoints.push({
      folded,
      label: labels.get(folded) ?? folded,
      kind: ENDPOINT_KINDS.find((k) => k === kind) ?? "endpoint",
    });
  }
  return { rows, endpoints };
}

/** `one`: the only word of the latest import that says any. `recent`: the last seen of its words. */
function latest(
  dimensions: Dimension[],
  of: Attribute | "kind",
): { one: string | null; recent: string | null } {
  let last = -1;
  let seen = Number.NEGATIVE_INFINITY;
  let recent: string | null = null;
  let words = new Set<string>();
  for (const dimension of dimensions) {
    const word = dimension[of];
    const folded = fold(word);
    if (!folded) continue;
    for (const { import: file, lastSeen } of dimension.brought) {
      if (file < last) continue;
      if (file > last) {
        last = file;
        words = new Set();
        seen = Number.NEGATIVE_INFINITY;
      }
      words.add(folded);
      if (lastSeen > seen || (lastSeen === seen && folded < fold(recent))) {
        seen = lastSeen;
        recent = word;
      }
    }
  }
  return { one: words.size === 1 ? recent : null, recent };
}

/** One spelling per folded word, so that it groups as one: a person's, else a rule's, else the first that came. */
function spelling(rules: AttributionRule[], edits: Edits, dimensions: Dimension[]) {
  const known = {
    owner: new Map<string, string>(),
    team: new Map<string, string>(),
    costCenter: new Map<string, string>(),
  };
  for (const source of [...edits.values(), ...rules.map((rule) => rule.assign), ...dimensions])
    for (const of of ATTRIBUTES) {
      const folded = fold(source[of]);
      if (folded && !known[of].has(folded)) known[of].set(folded, (source[of] ?? "").trim());
    }
  return (of: Attribute, word: string | null) => known[of].get(fold(word)) ?? null;
}
