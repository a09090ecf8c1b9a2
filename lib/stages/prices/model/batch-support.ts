import { z } from "zod";
import { FEATURES, type Feature } from "@/lib/core/values";
import { namesModel, PriceSource } from "./tier-rates";

export const Known = z.enum(["yes", "no", "unknown"]);
export type Known = z.infer<typeof Known>;

export const SupportStatement = z.object({
  provider: z.string(),
  models: z.array(z.string()).min(1),
  except: z.array(z.string()).default([]),
  /** Only there; absent: everywhere. */
  regions: z.array(z.string()).optional(),
  supported: Known,
  paths: z.array(z.string()),
  features: z.partialRecord(z.enum(FEATURES), Known),
  /** Where a path differs from the others. */
  byPath: z.record(z.string(), z.partialRecord(z.enum(FEATURES), Known)).optional(),
  why: z.string().optional(),
  source: PriceSource,
});
export type SupportStatement = z.infer<typeof SupportStatement>;

export type Support = {
  supported: Known;
  features: Record<Feature, Known>;
  statement: SupportStatement | null;
};

const UNKNOWN: Record<Feature, Known> = {
  tools: "unknown",
  "structured-output": "unknown",
  caching: "unknown",
  images: "unknown",
  streaming: "unknown",
};

/** Whether a model can be batched at all. A statement for the region wins over one for everywhere; silence is unknown. */
export function findSupport(
  statements: readonly SupportStatement[],
  question: { provider: string; model: string; region?: string; path?: string },
): Support {
  const named = statements.filter((s) => s.provider === question.provider && namesModel(s, question.model));
  const regional = named.find((s) => question.region && s.regions?.includes(question.region));
  const statement = regional ?? named.find((s) => !s.regions) ?? null;
  if (!statement) return { supported: "unknown", features: UNKNOWN, statement: null };
  const refusesPath =
    question.path !== undefined && statement.supported === "yes" && !statement.paths.includes(question.path);
  return {
    supported: refusesPath ? "no" : statement.supported,
    features: {
      ...UNKNOWN,
      ...statement.features,
      ...(question.path !== undefined && statement.byPath?.[question.path]),
    },
    statement,
  };
}
