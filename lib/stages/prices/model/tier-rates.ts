import { z } from "zod";
import type { Rates } from "@/lib/core/catalogue";
import { divideRounded, type Picodollars, parseDollars } from "@/lib/core/money";
import { Day } from "@/lib/core/period";

export const RATE_CLASSES = [
  "freshInput",
  "cachedInput",
  "cacheWrite5m",
  "cacheWrite1h",
  "cacheWriteOther",
  "output",
] as const satisfies readonly (keyof Rates)[];
export type RateClass = (typeof RATE_CLASSES)[number];

const Decimal = z.string().regex(/^\d+(\.\d+)?$/);
export const PriceSource = z.object({ title: z.string().min(1), url: z.url(), read: Day });
export type PriceSource = z.infer<typeof PriceSource>;

/** stated: the vendor says so. reported: somebody who saw a bill or list. assumed: our default, shown as such. */
export const Standing = z.enum(["stated", "reported", "assumed"]);

/** A dated statement that yields the rate of some components of a tier: `times` the sync rate of the same (or `timesOf`). */
export const TierStatement = z.object({
  id: z.string(),
  provider: z.string(),
  models: z.array(z.string()).min(1),
  except: z.array(z.string()).default([]),
  tier: z.enum(["batch", "flex"]),
  band: z.enum(["any", "base", "long"]),
  components: z.array(z.enum(RATE_CLASSES)).min(1),
  times: Decimal,
  timesOf: z.enum(RATE_CLASSES).optional(),
  from: Day,
  standing: Standing,
  /** Needed where the rate is above 0.9 of its sync rate. */
  why: z.string().optional(),
  source: PriceSource,
});
export type TierStatement = z.infer<typeof TierStatement>;

/** `*` stands for any letters. Compared in lower case. */
export function matchesModel(pattern: string, model: string): boolean {
  const parts = pattern
    .toLowerCase()
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(model.toLowerCase());
}

export function namesModel(statement: { models: string[]; except?: string[] }, model: string): boolean {
  const named = statement.models.some((pattern) => matchesModel(pattern, model));
  return named && !(statement.except ?? []).some((pattern) => matchesModel(pattern, model));
}

export type TierQuestion = {
  provider: string;
  model: string;
  tier: "batch" | "flex";
  day: string;
  band?: "base" | "long";
};

/** The statement that rules one component: the latest that had begun; among equals the first written. */
export function findStatement(
  statements: readonly TierStatement[],
  question: TierQuestion,
  component: RateClass,
): TierStatement | null {
  const fitting = statements.filter(
    (statement) =>
      statement.provider === question.provider &&
      statement.tier === question.tier &&
      statement.from <= question.day &&
      (statement.band === "any" || statement.band === (question.band ?? "base")) &&
      statement.components.includes(component) &&
      namesModel(statement, question.model),
  );
  return fitting.reduce<TierStatement | null>(
    (best, statement) => (best === null || statement.from > best.from ? statement : best),
    null,
  );
}

/** rate × decimal, exact to the picodollar. */
export function timesRate(rate: Picodollars, times: string): Picodollars {
  return divideRounded(rate * (parseDollars(times) ?? 0n), 10n ** 12n);
}

/** The rates of a tier from the sync rates of the same moment and band. Null per component that no statement names. */
export function tierRates(
  statements: readonly TierStatement[],
  question: TierQuestion,
  sync: Rates,
): Rates | null {
  const entries = RATE_CLASSES.map((component) => {
    const statement = findStatement(statements, question, component);
    const base = statement ? sync[statement.timesOf ?? component] : null;
    return [component, statement && base !== null ? timesRate(base, statement.times) : null] as const;
  });
  if (entries.every(([, rate]) => rate === null)) return null;
  return Object.fromEntries(entries) as Rates;
}
