import { afterAll, beforeAll, expect, test } from "vitest";
import { formats } from "@/lib/adapters/formats";
import { SYSTEM } from "@/lib/core/access";
import { DOLLAR } from "@/lib/core/money";
import { createUser } from "@/lib/stages/people/create-user";
import { firstSignInLink } from "@/lib/stages/people/sign-in/first-sign-in-link";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { type TestContext, testContext } from "@/lib/testing/context";
import { PEOPLE } from "./larkspur/people";
import { loadSample } from "./load-sample";
import { createSample } from "./people";
import { removeSample } from "./remove-sample";
import { requestSample } from "./request-sample";
import { isAdmitted, readSampleState } from "./sample-state";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext({ catalogue: openCatalogue(), formats });
});
afterAll(() => ctx.close());

const count = async (table: string, where = "true") => {
  const { rows } = await ctx.pool.query<{ count: bigint }>(
    `select count(*) as count from ${table} where ${where}`,
  );
  return Number(rows[0]?.count);
};
const figures = async (organisationId: number) => {
  const { rows } = await ctx.pool.query<{ cost: string; batch: string; list: string; unpriced: string }>(
    `select sum(cost_reported) as cost, sum(cost_reported) filter (where d.tier = 'batch') as batch,
       sum(cost_listed) as list, sum(unpriced_rows) as unpriced
     from usage_day u join dimension d on d.id = u.dimension_id where u.organisation_id = $1`,
    [organisationId],
  );
  return rows[0];
};

const verdicts = async (organisationId: number) => {
  const { rows } = await ctx.pool.query<{ verdict: string; labels: string[] }>(
    `select verdict, array_agg(label order by rank) as labels from endpoint_summary
     where organisation_id = $1 and endpoint_id > 0 group by verdict`,
    [organisationId],
  );
  return Object.fromEntries(rows.map(({ verdict, labels }) => [verdict, labels]));
};
/** What the rows are made to prove, whatever rules judge them. Seven of the good ones have not been asked. */
const VERDICTS = {
  good: [
    "support/ticket-summaries",
    "catalog/product-enrich",
    "crm/lead-scoring",
    "l10n/catalog-translate",
    "reviews/moderation-backfill",
    "evals/regression-suite",
    "voice/call-notes",
    "bi/weekly-digest",
    "hr/cv-screen",
    "catalog/image-alt-text",
    "reviews/sentiment-tags",
    "legal/policy-check",
    "search/embedding-refresh",
  ],
  partial: ["docs/contract-extract", "fraud/order-explain", "code/pr-review", "labs/query-labels"],
  "stays-sync": [
    "assistant/chat",
    "search/query-rewrite",
    "agents/refund-resolver",
    "email/draft-replies",
    "assistant/store-hours",
    "support/macro-suggest",
    "ops/alert-triage",
  ],
};

test("the sample is loaded through the imports, adds up, and is taken away whole", async () => {
  await firstSignInLink({ ...ctx, actor: SYSTEM }, {});
  const before = { users: await count("app_user"), audit: await count("audit_entry") };

  const { organisation, loaded } = await loadSample(ctx);
  expect(loaded).toBe(true);
  expect(organisation).toMatchObject({ slug: "sample", name: "Larkspur Commerce", isSample: true });
  expect(await figures(organisation.id)).toEqual({
    cost: String(177_277n * DOLLAR),
    batch: String(28_258n * DOLLAR),
    list: null,
    unpriced: "0",
  });
  const { rows: imports } = await ctx.pool.query(
    "select filename, status, rows_rejected from import where organisation_id = $1 order by filename",
    [organisation.id],
  );
  expect(imports).toEqual([
    { filename: "larkspur-gateway-2025-11.csv.gz", status: "done", rows_rejected: 0n },
  ]);
  const mine = `organisation_id = ${organisation.id}`;
  expect(await verdicts(organisation.id)).toEqual(VERDICTS);
  expect(await count("endpoint_summary", `${mine} and endpoint_id > 0`)).toBe(24);
  expect(await readSampleState(ctx)).toEqual({ kind: "ready", organisation });

  // Nobody of the sample can come in: no link, and no way to prove an address.
  expect(await count("membership", mine)).toBe(PEOPLE.length + 1);
  expect(await count("membership", `${mine} and role = 'admin'`)).toBe(2);
  expect(
    await count("sign_in_link l join app_user u on u.id = l.user_id", "u.email like '%@larkspur.example'"),
  ).toBe(0);

  // Nothing of it is the asking organisation's.
  expect(await figures(ctx.organisation.id)).toMatchObject({ cost: null });
  expect(await count("import", `organisation_id = ${ctx.organisation.id}`)).toBe(0);

  // Asked again it stays; whoever became an admin since is let in.
  await createUser(ctx, { email: "later@example.com", role: "admin" });
  const later = ctx.as("admin", "later@example.com");
  expect(await isAdmitted(later, organisation)).toBe(false);
  expect(await loadSample(later)).toEqual({ organisation, loaded: false });
  expect(await isAdmitted(later, organisation)).toBe(true);
  expect(await count("import", mine)).toBe(1);

  expect(await removeSample(ctx)).toEqual({ removed: true });
  for (const table of [
    "import",
    "usage_hour",
    "usage_day",
    "dimension",
    "endpoint",
    "endpoint_summary",
    "source",
    "membership",
    "audit_entry",
  ])
    expect([table, await count(table, mine)]).toEqual([table, 0]);
  expect(await count("app_user")).toBe(before.users + 1);
  expect(await count("organisation")).toBe(1);
  expect(await count("audit_entry", "event like 'sample.%'")).toBe(2);
  expect(await removeSample(ctx)).toEqual({ removed: false });
  expect(await readSampleState(ctx)).toEqual({ kind: "absent" });
}, 300_000);

test("only an admin may load, ask for or remove it", async () => {
  for (const role of ["manager", "owner", "finance"] as const) {
    const other = ctx.as(role);
    await expect(loadSample(other)).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeSample(other)).rejects.toMatchObject({ code: "forbidden" });
    await expect(requestSample(other)).rejects.toMatchObject({ code: "forbidden" });
  }
  expect(await count("organisation", "is_sample")).toBe(0);
});

test("the click leaves the work to the worker", async () => {
  ctx.sent();
  await requestSample(ctx);
  expect(ctx.sent()).toEqual([{ name: "sample.load", payload: {} }]);
});

test("loaded before there is anybody, its people are no first admin, and the first admin is let in", async () => {
  const fresh = await testContext({ catalogue: openCatalogue(), formats });
  try {
    const { organisation } = await createSample(fresh);
    const offpeak = { ...fresh, actor: SYSTEM };
    expect(await firstSignInLink(offpeak, { onlyWhenEmpty: true })).not.toBeNull();
    const { rows } = await fresh.pool.query(
      `select u.email from membership m join app_user u on u.id = m.user_id
       where m.organisation_id = $1 and m.role = 'admin' order by u.email`,
      [organisation.id],
    );
    expect(rows.map(({ email }) => email)).toEqual(["admin@localhost", "sam@larkspur.example"]);
  } finally {
    await fresh.close();
  }
});
