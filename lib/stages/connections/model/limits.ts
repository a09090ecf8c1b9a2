import { z } from "zod";
import type { ConnectionLimits, LimitField } from "@/lib/core/provider";
import { matchesModel } from "@/lib/stages/prices/model/tier-rates";

export type LimitName = keyof ConnectionLimits;

const Count = z.int("Use a whole number from 1.").min(1, "Use a whole number from 1.");
const Pattern = z
  .string()
  .regex(/^[\w.*:@/+-]{1,120}$/, "Use a model's name, * for any letters.")
  .refine((pattern) => pattern.split("*").length <= 4, "Use * at most three times.");
const ByModel = z
  .record(Pattern, Count)
  .refine((given) => Object.keys(given).length <= 100, "Use at most 100 lines.");

const shape = {
  enqueuedTokens: ByModel,
  requestsPerMinute: Count,
  concurrentJobs: ByModel,
  minRequests: ByModel,
};

export const Limits: z.ZodType<ConnectionLimits> = z.strictObject(shape).partial();

/** What is left out stays, null takes a limit away. */
export const LimitChanges = z.strictObject({
  enqueuedTokens: shape.enqueuedTokens.nullable().optional(),
  requestsPerMinute: shape.requestsPerMinute.nullable().optional(),
  concurrentJobs: shape.concurrentJobs.nullable().optional(),
  minRequests: shape.minRequests.nullable().optional(),
});
export type LimitChanges = z.infer<typeof LimitChanges>;

export function withChanges(limits: ConnectionLimits, changes: LimitChanges): ConnectionLimits {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const merged = Object.entries({ ...limits, ...Object.fromEntries(given) });
  return Object.fromEntries(merged.filter(([, value]) => isLimit(value)));
}

function isLimit(value: unknown): boolean {
  return typeof value === "number" || Object.keys(Object(value)).length > 0;
}

/** Limits that this provider's accounts do not have, each with what is wrong. */
export function strangers(changes: LimitChanges, fields: LimitField[]): Record<string, string> {
  const known = new Set<string>(fields.map(({ name }) => name));
  const names = Object.keys(changes).filter((name) => !known.has(name));
  return Object.fromEntries(names.map((name) => [`limits.${name}`, "This provider has no such limit."]));
}

/** The number for a model: by its own name, else by the longest pattern that fits; null: no limit is known. */
export function limitOf(numbers: Record<string, number> | undefined, model: string | null): number | null {
  if (!numbers) return null;
  const name = model ?? "";
  const exact = numbers[name];
  if (exact !== undefined) return exact;
  const fitting = Object.keys(numbers).filter((pattern) => matchesModel(pattern, name));
  const best = fitting.reduce<string | null>(
    (best, pattern) => (best === null || pattern.length > best.length ? pattern : best),
    null,
  );
  return best === null ? null : (numbers[best] ?? null);
}
