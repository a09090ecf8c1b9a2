import { afterAll, beforeAll, expect, test } from "vitest";
import type { Catalogue } from "@/lib/core/catalogue";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type File, type Folded, fold, type Row, type Total } from "@/lib/testing/ledger/fold";
import { type CanonicalRow, type Shelved, shelve } from "@/lib/testing/ledger/shelf";
import { price, SOURCES, world } from "@/lib/testing/ledger/worlds";
import { rebuildLedger } from "./rebuild-ledger";

const catalogue: Catalogue = {
  version: "test",
  normalise: (provider, model) => ({ provider: (provider ?? "unknown").toLowerCase(), model }),
  ratesAt(provider, model, tier, at) {
    const [freshInput, cachedInput, cacheWrite5m, cacheWrite1h, cacheWriteOther, output] = (
      price(provider, model, tier, at.toISOString().slice(0, 19)) ?? []
    ).map(BigInt);
    if (freshInput === undefined || cachedInput === undefined || cacheWrite5m === undefined) return null;
    if (cacheWrite1h === undefined || cacheWriteOther === undefined || output === undefined) return null;
    return { freshInput, cachedInput, cacheWrite5m, cacheWrite1h, cacheWriteOther, output };
  },
};

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext({ catalogue });
});
afterAll(() => ctx.close());

const canonical = (row: Row): CanonicalRow => ({
  ts: row.ts,
  bucket_seconds: row.bucketSeconds,
  key: row.key,
  aggregate: row.aggregate,
  path: row.path,
  grouped: row.grouped,
  endpoint: row.endpoint,
  // A provider's own spelling never splits its figures.
  provider_raw: row.requests === null ? row.provider.toUpperCase() : row.provider,
  model_raw: row.model,
  api_key: row.apiKey,
  tier: row.tier,
  requests: row.requests,
  fresh_input: row.tokens[0] ?? null,
  cached_input: row.tokens[1] ?? null,
  cache_write_5m: row.tokens[2] ?? null,
  cache_write_1h: row.tokens[3] ?? null,
  cache_write_other: row.tokens[4] ?? null,
  output: row.tokens[5] ?? null,
  reasoning: row.tokens[6] ?? null,
  cost: row.cost,
});

const minute = (count: number) => new Date(Date.UTC(2025, 11, 1, 0, count));

async function shelveAll(here: TestContext, files: File[]): Promise<Map<File, Shelved>> {
  // Sources are numbered in the order of the world's, so that ties fall the same way.
  for (const { number, kind } of SOURCES)
    await here.db.source.create({
      data: { organisationId: here.organisation.id, format: "test", name: `source ${number}`, kind },
    });
  const shelved = new Map<File, Shelved>();
  for (const file of files)
    shelved.set(
      file,
      await shelve(here, {
        id: `${here.organisation.slug}-${file.id}`,
        source: `source ${file.source}`,
        kind: file.kind,
        capturedAt: minute(file.captured),
        receivedAt: minute(file.received),
        sha256: file.sha,
        rows: file.rows.map(canonical),
      }),
    );
  return shelved;
}

type TotalRow = Record<"rows" | "requests_unknown" | "unpriced", string> & {
  name: string;
  tokens: (string | null)[];
} & Record<"requests" | "reported" | "listed", string | null>;
const number = (text: string | null) => (text === null ? null : Number(text));
const totalOf = (row: TotalRow): Total => ({
  rows: Number(row.rows),
  requests: number(row.requests),
  requestsUnknown: Number(row.requests_unknown),
  tokens: row.tokens.map(number),
  reported: number(row.reported),
  listed: number(row.listed),
  unpriced: Number(row.unpriced),
});

const TOKENS = [
  "fresh_input",
  "cached_input",
  "cache_write_5m",
  "cache_write_1h",
  "cache_write_other",
  "output",
  "reasoning",
];

async function ledgerOf(here: TestContext): Promise<Folded> {
  const mine = [here.organisation.id];
  const days = await here.pool.query<TotalRow>(
    `select concat_ws(' ', u.day, d.provider, coalesce(d.model, 'null'), d.tier,
         case when u.remainder then 'remainder' else coalesce(e.folded, '') end) as name,
       sum(rows) as rows, sum(requests) as requests, sum(requests_unknown) as requests_unknown,
       array[${TOKENS.map((column) => `sum(${column})`).join(", ")}] as tokens,
       sum(cost_reported) as reported, sum(cost_listed) as listed, sum(unpriced_rows) as unpriced
     from usage_day u join dimension d on d.id = u.dimension_id left join endpoint e on e.id = d.endpoint_id
     where u.organisation_id = $1 group by 1`,
    mine,
  );
  const imports = await here.pool.query<TotalRow & { accepted: bigint }>(
    `select replace(import_id, $2, '') || ' ' || day as name, d.rows as accepted, rows_standing as rows, requests,
       requests_unknown, array[fresh_input, cached_input, cache_write, output]::text[] as tokens,
       cost_reported as reported, cost_list as listed, unpriced_rows as unpriced
     from import_day d join import i on i.id = import_id where i.organisation_id = $1`,
    [here.organisation.id, `${here.organisation.slug}-`],
  );
  const records = await here.pool.query<{ name: string; rule: string; findings: Finding[] }>(
    "select provider || ' ' || day as name, rule, findings from record_day where organisation_id = $1",
    mine,
  );
  return {
    days: new Map(days.rows.map((row) => [row.name, totalOf(row)])),
    imports: new Map(
      imports.rows.map((row) => [row.name, { accepted: Number(row.accepted), ...totalOf(row) }]),
    ),
    records: new Map(
      records.rows.map(({ name, rule, findings }) => [
        name,
        {
          rule,
          findings: findings.map((found) => ({
            ...found,
            provider: Number(found.provider),
            counted: Number(found.counted),
          })),
        },
      ]),
    ),
  };
}

/** The ledger keeps one figure for cache writes of an import's day. */
function asKept(folded: Folded): Folded {
  const imports = new Map(
    [...folded.imports].map(([name, { tokens, ...total }]) => {
      const writes = tokens.slice(2, 5).filter((count) => count !== null);
      const written = writes.length > 0 ? writes.reduce((sum, count) => sum + count, 0) : null;
      return [name, { ...total, tokens: [tokens[0] ?? null, tokens[1] ?? null, written, tokens[5] ?? null] }];
    }),
  );
  return { ...folded, imports };
}

type Finding = Folded["records"] extends Map<string, { findings: (infer F)[] }> ? F : never;
const sorted = <T>(map: Map<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const inOrder = (records: Folded["records"]) =>
  sorted(records).map(([name, { rule, findings }]) => [
    name,
    rule,
    findings.map((f) => JSON.stringify(f, Object.keys(f).sort())).sort(),
  ]);

async function play(seed: number): Promise<void> {
  const here = await ctx.elsewhere();
  const { files, steps } = world(seed);
  const shelved = await shelveAll(here, files);
  let standing: File[] = [];
  for (const [index, { file, add }] of steps.entries()) {
    standing = add ? [...standing, file] : standing.filter((other) => other !== file);
    const changed = shelved.get(file);
    if (!changed) throw new Error("not shelved");
    await rebuildLedger(here, {
      changed,
      standing: standing.flatMap((other) => shelved.get(other) ?? []),
      finish: async () => {},
    });
    const real = await ledgerOf(here);
    const folded = asKept(fold(standing, price));
    const told = `seed ${seed}, step ${index + 1} of ${steps.length}: ${add ? "add" : "take back"} ${file.id}`;
    expect(sorted(real.imports), told).toEqual(sorted(folded.imports));
    expect(sorted(real.days), told).toEqual(sorted(folded.days));
    expect(inOrder(real.records), told).toEqual(inOrder(folded.records));
  }
}

// Each seed is a story of its own; a failure names its seed and step, and the same seed fails again.
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

test.each(SEEDS)("whatever is imported and taken back, the ledger equals a plain fold (seed %i)", play);
