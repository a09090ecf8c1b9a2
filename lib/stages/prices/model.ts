import { z } from "zod";
import { type Picodollars, toDecimal } from "@/lib/core/money";
import { TIERS, type Tier } from "@/lib/core/values";
import type { Component } from "./model/rates";

const words = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]).map((word) => word.trim()).filter(Boolean))
  .default([]);

export const ReadPrices = z.object({
  provider: words,
  model: words,
  tier: z.enum(TIERS).default("sync"),
  /** A day or an instant; now when absent. */
  at: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], "Use a day or an RFC 3339 time.")
    .transform((text) => new Date(text))
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, "Use the cursor of the page before.")
    .optional(),
});
export type ReadPrices = z.output<typeof ReadPrices>;

/** One price line: a component of a model at one tier, with where the number stands and since when. */
export type PriceLine = {
  provider: string;
  model: string;
  tier: Tier;
  component: Component;
  perToken: Picodollars;
  source: string;
  /** When the source was published. */
  sourceDate: string;
  /** The day since when the price holds, where the source names one. */
  from: string | null;
};

export type PricePage = { at: Date; rows: PriceLine[]; nextCursor: string | null };

export function toView(page: PricePage) {
  return {
    at: page.at.toISOString(),
    rows: page.rows.map(({ perToken, ...line }) => ({
      ...line,
      perToken: toDecimal(perToken),
      perMillionTokens: toDecimal(perToken * 1_000_000n),
    })),
    nextCursor: page.nextCursor,
  };
}
