import { afterAll, beforeAll, expect, test } from "vitest";
import { GROUPINGS } from "@/lib/core/values";
import { type TestContext, testContext } from "@/lib/testing/context";
import { readEndpoint } from "./endpoint/read-endpoint";
import { readAddress } from "./model/query";
import { readSpend } from "./read-spend";
import { refreshSummary } from "./refresh-summary";

let real: TestContext;
let ctx: TestContext;
let plans: { text: string; plan: string }[];

beforeAll(async () => {
  real = await testContext();
  await seedMany(real);
  plans = [];
  ctx = { ...real, pool: explaining(real) };
});
afterAll(() => real.close());

/** The pool that also keeps the plan of every statement it is given. */
function explaining({ pool }: TestContext): TestContext["pool"] {
  return new Proxy(pool, {
    get(target, name) {
      if (name !== "query") return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name);
      return async (asked: { text: string; values: unknown[] } | string, values?: unknown[]) => {
        const { text, values: given } = typeof asked === "string" ? { text: asked, values } : asked;
        const { rows } = await target.query(`explain ${text}`, given);
        plans.push({ text, plan: rows.map((row) => row["QUERY PLAN"]).join("\n") });
        return target.query(text, given);
      };
    },
  });
}

async function seedMany({ pool, organisation }: TestContext) {
  const id = [organisation.id];
  await pool.query(
    "insert into source (organisation_id, format, name, kind) values ($1, 'offpeak', 'plan', 'gateway')",
    id,
  );
  await pool.query(
    `insert into endpoint (organisation_id, key, label, folded) select $1, 'k' || n, 'job ' || n, 'job ' || n
      from generate_series(1, 1000) n`,
    id,
  );
  await pool.query(
    `insert into dimension (organisation_id, source_id, hash, provider, model, tier, owner, endpoint_id)
      select $1, (select max(id) from source), key, 'openai', 'gpt-5', 'sync', 'o' || id % 50, id from endpoint`,
    id,
  );
  await pool.query(
    `insert into usage_day (organisation_id, day, dimension_id, rows, cost_reported)
      select $1, date '2025-11-30' - n, d.id, 1, 1000 * d.id from dimension d, generate_series(0, 119) n`,
    id,
  );
  await pool.query("update organisation set ledger_version = 1");
  for (const table of ["usage_day", "dimension", "endpoint"]) await pool.query(`analyze ${table}`);
}

const ask = async (address: string) => readSpend(ctx, readAddress(new URLSearchParams(address), 50));
const tablesOf = () =>
  new Set(
    plans.flatMap(({ plan }) => [...plan.matchAll(/ on (?:public\.)?(\w+)/g)].map((match) => match[1])),
  );

test("no page of spend reads a rollup finer than the day", async () => {
  plans = [];
  for (const groupBy of GROUPINGS) await ask(`groupBy=${groupBy}`);
  await ask("owner=o7&provider=openai&model=gpt-5&minCost=1&search=job&sort=requests");
  await readEndpoint(ctx, "k7", readAddress(new URLSearchParams(), 50));
  expect(plans.length).toBeGreaterThan(GROUPINGS.length);
  const tables = tablesOf();
  expect(tables).toContain("usage_day");
  for (const table of ["usage_hour", "usage_unit", "import_day", "import_dimension"])
    expect(tables).not.toContain(table);
});

test("a short period and a single endpoint find their rows by index", async () => {
  plans = [];
  await ask("from=2025-11-30&to=2025-11-30");
  await readEndpoint(ctx, "k7", readAddress(new URLSearchParams("from=2025-11-24&to=2025-11-30"), 50));
  const scans = plans.filter(({ plan }) => plan.includes("usage_day"));
  expect(scans.length).toBeGreaterThan(2);
  for (const { plan } of scans) expect(plan).not.toContain("Seq Scan on usage_day");
});

test("the default page is read from the kept ranking, by rank", async () => {
  await refreshSummary(real);
  await real.pool.query("analyze endpoint_summary");
  plans = [];
  const page = await ask("");
  expect(page.rows).toHaveLength(50);
  expect(page.totals.groups).toBe(1000);
  expect(tablesOf()).not.toContain("usage_day");
  const ranked = plans.find(({ plan }) => plan.includes("endpoint_summary"));
  expect(ranked?.plan).toMatch(/endpoint_summary_organisation_id_period_rank_idx/);
  expect(ranked?.plan).not.toContain("Seq Scan on endpoint_summary");
});
