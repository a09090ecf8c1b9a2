import type { AttributionRule, RuleAssign, RuleMatch } from "./rules";
import { fold } from "./words";

/** The words of a row that rules look at; provider and model both as they came and as the catalogue names them. */
export type Words = {
  endpoint: string | null;
  provider: string;
  providerRaw: string | null;
  model: string | null;
  modelRaw: string | null;
  project: string | null;
  apiKey: string | null;
  owner: string | null;
  team: string | null;
  costCenter: string | null;
  tags: string[];
};

type Test = { field: keyof RuleMatch; word: string; prefix: boolean };

const FIELDS: Record<keyof RuleMatch, (words: Words) => (string | null)[]> = {
  provider: (words) => [words.provider, words.providerRaw],
  model: (words) => [words.model, words.modelRaw],
  project: (words) => [words.project],
  apiKey: (words) => [words.apiKey],
  team: (words) => [words.team],
  tag: (words) => words.tags,
  endpoint: (words) => [words.endpoint],
  owner: (words) => [words.owner],
  costCenter: (words) => [words.costCenter],
};
const TARGETS = ["endpoint", "owner", "team", "costCenter"] as const;

/** What the rules assign to a row, per target the first rule that matches and says something of it. */
export function matcherOf(rules: AttributionRule[]): (words: Words) => RuleAssign {
  const compiled = rules.map(({ match, assign }) => ({ assign, tests: testsOf(match) }));
  return (words) => {
    const folded = new Map<keyof RuleMatch, string[]>();
    const wordsOf = (field: keyof RuleMatch) => {
      const known = folded.get(field) ?? FIELDS[field](words).map(fold).filter(Boolean);
      folded.set(field, known);
      return known;
    };
    const found: RuleAssign = {};
    for (const { tests, assign } of compiled) {
      if (TARGETS.every((target) => found[target] || !assign[target])) continue;
      const matches = tests.every(({ field, word, prefix }) =>
        wordsOf(field).some((own) => (prefix ? own.startsWith(word) : own === word)),
      );
      if (matches) for (const target of TARGETS) found[target] ??= assign[target];
    }
    return found;
  };
}

function testsOf(match: RuleMatch): Test[] {
  return (Object.keys(FIELDS) as (keyof RuleMatch)[]).flatMap((field) => {
    const text = match[field];
    if (!text) return [];
    const prefix = text.endsWith("*");
    return [{ field, word: fold(prefix ? text.slice(0, -1) : text), prefix }];
  });
}
