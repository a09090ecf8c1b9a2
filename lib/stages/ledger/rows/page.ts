import type { Catalogue, Rates } from "@/lib/core/catalogue";
import { TIERS } from "@/lib/core/values";
import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import { WORDS } from "../model/measures";
import { listCost } from "../model/price";
import type { StandingRow } from "../model/standing-row";
import { gatherWords, wordsSql } from "./facts";
import { type OpenImport, rowsSql, type Slice } from "./open";

const SHOWN = `ts AS "at", coalesce(bucket_seconds, 86400) > 3600 AS "wholeDay", key, requests,
  fresh_input AS "freshInput", cached_input AS "cachedInput", cache_write_5m AS "cacheWrite5m",
  cache_write_1h AS "cacheWrite1h", cache_write_other AS "cacheWriteOther", output, reasoning, unit,
  quantity::VARCHAR AS quantity, cost, status, stream, tool_calls AS "toolCalls", webhook, session_id AS "sessionId",
  user_agent AS "userAgent", latency_ms AS "latencyMs", timeout_ms AS "timeoutMs"`;

type Raw = Omit<StandingRow, "importId" | "provider" | "model" | "listCost" | "tier" | "tags"> & {
  imp: number;
  providerRaw: string | null;
  tier: string;
  tags: string | null;
};

type Page = {
  slices: Slice[];
  /** Digests of the dimensions whose rows are wanted. */
  hashes: string[];
  digest: string;
  limit: number;
  offset: number;
};

/** The latest rows of these dimensions among the slices, without those in the table `lost`. */
export async function readPage(duck: Duck, page: Page, catalogue: Catalogue): Promise<StandingRow[]> {
  const name = await gatherWords(duck, page.slices);
  const wanted = page.hashes.map(literal).join(", ");
  if (!wanted) return [];
  const rows = rowsSql(page.slices, (dropped) => `${wordsSql(dropped)}, ${SHOWN}`);
  const found = await rowsOf<Raw>(
    duck,
    `SELECT * EXCLUDE (ord, src, kind, ${WORDS.filter((word) => word in RENAMED).join(", ")}),
       ${Object.entries(RENAMED)
         .map(([word, shown]) => `${word} AS "${shown}"`)
         .join(", ")}
     FROM (${rows})
     WHERE ${name} IN (SELECT dim FROM words WHERE ${page.digest} IN (${wanted})) AND ord NOT IN (SELECT ord FROM lost)
     ORDER BY "at" DESC, ord DESC LIMIT ${page.limit} OFFSET ${page.offset}`,
  );
  const imports = new Map(page.slices.map(({ open }) => [open.rank, open]));
  return found.map((raw) => shown(raw, imports.get(raw.imp), catalogue));
}

const RENAMED: Partial<Record<(typeof WORDS)[number], string>> = {
  provider_raw: "providerRaw",
  model_raw: "modelRaw",
  tier_raw: "tierRaw",
  api_key: "apiKey",
  cost_center: "costCenter",
};

function shown(raw: Raw, open: OpenImport | undefined, catalogue: Catalogue): StandingRow {
  const { imp: _, providerRaw, tags, tier: word, ...row } = raw;
  const tier = TIERS.find((known) => known === word) ?? "unknown";
  const { provider, model } = catalogue.normalise(providerRaw, raw.modelRaw);
  const rates: Rates | null = raw.modelRaw ? catalogue.ratesAt(provider, raw.modelRaw, tier, raw.at) : null;
  const list: unknown = tags === null ? [] : JSON.parse(tags);
  return {
    ...row,
    importId: open?.file.id ?? "",
    provider,
    model,
    tier,
    tags: Array.isArray(list) ? list.map(String) : [],
    listCost: listCost(row, rates),
  };
}
