import { z } from "zod";
import { type Picodollars, toDecimal } from "@/lib/core/money";
import { type Page, Paging } from "@/lib/core/paging";
import { TIERS, type Tier } from "@/lib/core/values";
import type { Component } from "./model/rates";

const words = z.preprocess(
  (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]),
  z.array(z.string().trim().min(1, "Name it, or leave it out.").max(200)).max(100),
);

export const ReadPrices = Paging.extend({
  provider: words,
  model: words,
  tier: z.enum(TIERS, `Use one of ${TIERS.join(", ")}.`).default("sync"),
  /** A day or an instant; now when absent. */
  at: z.union([z.iso.date(), z.iso.datetime({ offset: true })], "Use a day or an RFC 3339 time.").optional(),
});
export type ReadPrices = z.output<typeof ReadPrices>;

const STANDINGS = ["list", "stated", "reported", "assumed", "own"] as const;
type Standing = (typeof STANDINGS)[number];

/** One price line: a component of a model at one tier, with where the number stands and since when. */
export type PriceLine = {
  provider: string;
  model: string;
  tier: Tier;
  component: Component;
  perToken: Picodollars;
  source: string;
  sourceUrl: string | null;
  /** When the source was published or read; of an own price the day it holds from. */
  sourceDate: string;
  /** list: the bundled catalogue. stated, reported, assumed: see the statement. own: entered in Settings. */
  standing: Standing;
  /** The day since when the price holds, where the source names one. */
  from: string | null;
  /** Why a batch or flex price is hardly below sync, where it is. */
  why: string | null;
};

export type PricePage = Page<PriceLine> & { at: Date };

export const PriceView = z.object({
  at: z.iso.datetime(),
  rows: z.array(
    z.object({
      provider: z.string(),
      model: z.string(),
      tier: z.enum(TIERS),
      component: z.string(),
      perToken: z.string(),
      perMillionTokens: z.string(),
      source: z.string(),
      sourceUrl: z.url().nullable(),
      sourceDate: z.iso.date(),
      standing: z.enum(STANDINGS),
      from: z.iso.date().nullable(),
      why: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export function toView(page: PricePage): z.infer<typeof PriceView> {
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
