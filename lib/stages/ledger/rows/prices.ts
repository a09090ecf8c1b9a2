import type { Catalogue } from "@/lib/core/catalogue";
import type { Tier } from "@/lib/core/values";
import { type Duck, rowsOf } from "@/lib/platform/duckdb";
import { TOKEN_CLASSES } from "../model/measures";
import { ratesInOrder } from "../model/price";

/** Adds `names (provider_raw, model_raw, provider, model)`: the catalogue's words for each raw pair. */
export async function nameModels(duck: Duck, catalogue: Catalogue): Promise<void> {
  const pairs = await rowsOf<{ provider_raw: string | null; model_raw: string | null }>(
    duck,
    "SELECT DISTINCT provider_raw, model_raw FROM words",
  );
  await duck.run(
    "CREATE OR REPLACE TEMP TABLE names (provider_raw VARCHAR, model_raw VARCHAR, provider VARCHAR, model VARCHAR)",
  );
  const appender = await duck.createAppender("names");
  for (const { provider_raw, model_raw } of pairs) {
    const { provider, model } = catalogue.normalise(provider_raw, model_raw);
    for (const word of [provider_raw, model_raw, provider, model]) {
      if (word === null) appender.appendNull();
      else appender.appendVarchar(word);
    }
    appender.endRow();
  }
  appender.closeSync();
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE named AS SELECT words.*, names.provider, names.model FROM words JOIN names
     ON names.provider_raw IS NOT DISTINCT FROM words.provider_raw AND names.model_raw IS NOT DISTINCT FROM words.model_raw`,
  );
}

type Moment = { provider: string; model_raw: string | null; tier: Tier; bucket: bigint };

/** Turns `facts` into `priced`: list cost at the bucket's instant for its own tier, null where a rate is missing. */
export async function priceFacts(duck: Duck, catalogue: Catalogue): Promise<void> {
  const moments = await rowsOf<Moment>(
    duck,
    `SELECT DISTINCT provider, model_raw, tier, epoch_ms(bucket) AS bucket FROM facts JOIN named USING (dim)
     WHERE model_raw IS NOT NULL`,
  );
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE rates (provider VARCHAR, model_raw VARCHAR, tier VARCHAR, bucket BIGINT,
       ${TOKEN_CLASSES.map((column) => `rate_${column} BIGINT`).join(", ")})`,
  );
  const appender = await duck.createAppender("rates");
  for (const { provider, model_raw, tier, bucket } of moments) {
    const rates = catalogue.ratesAt(provider, model_raw, tier, new Date(Number(bucket)));
    if (!rates || model_raw === null) continue;
    for (const word of [provider, model_raw, tier]) appender.appendVarchar(word);
    appender.appendBigInt(bucket);
    for (const rate of ratesInOrder(rates)) {
      if (rate === null) appender.appendNull();
      else appender.appendBigInt(rate);
    }
    appender.endRow();
  }
  appender.closeSync();
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE priced AS
     SELECT facts.*, ${LIST_COST} AS cost_list FROM facts JOIN named USING (dim) LEFT JOIN rates
       ON rates.provider = named.provider AND rates.model_raw = named.model_raw AND rates.tier = named.tier
       AND rates.bucket = epoch_ms(facts.bucket)`,
  );
  await duck.run("DROP TABLE facts");
}

// Unknown when no token is known, when there is no rate, or when there are tokens of a class that has none.
const missing = TOKEN_CLASSES.map(
  (column) => `(coalesce(facts.${column}, 0) <> 0 AND rate_${column} IS NULL)`,
);
const products = TOKEN_CLASSES.map((column) => `coalesce(facts.${column}::HUGEINT * rate_${column}, 0)`);
const LIST_COST = `CASE
    WHEN rates.provider IS NULL OR coalesce(${TOKEN_CLASSES.map((column) => `facts.${column}`).join(", ")}) IS NULL THEN NULL
    WHEN ${missing.join(" OR ")} THEN NULL
    ELSE ${products.join(" + ")} END`;
