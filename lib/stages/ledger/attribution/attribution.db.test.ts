import { afterEach, beforeEach, expect, test } from "vitest";
import type { SourceKind } from "@/lib/core/values";
import { type TestContext, testContext } from "@/lib/testing/context";
import { Importer } from "@/lib/testing/ledger/bring";
import type { CanonicalRow } from "@/lib/testing/ledger/shelf";
import { ledgerChangedJob } from "../jobs";
import { ReplaceAttribution } from "../model/rules";
import { editEndpoint } from "./edit-endpoint";
import { readAttribution } from "./read-attribution";
import { replaceAttribution } from "./replace-attribution";

let ctx: TestContext;
let importer: Importer;
beforeEach(async () => {
  ctx = await testContext();
  importer = new Importer(ctx);
});
afterEach(() => ctx.close());

let count = 0;
const call = (row: CanonicalRow): CanonicalRow => {
  count += 1;
  return {
    ts: "2025-11-01T10:00:00",
    bucket_seconds: 3600,
    key: `call-${count}`,
    provider_raw: "openai",
    model_raw: "gpt-5",
    tier: "sync",
    requests: 1,
    cost: 100,
    ...row,
  };
};

const bring = (id: string, rows: CanonicalRow[], kind: SourceKind = "gateway") =>
  importer.bring(id, rows.map(call), { kind });
const takeBack = (id: string) => importer.takeBack(id);

/** `endpoint: owner/team/cost center = cost`, one line per combination. */
async function attributed(): Promise<string[]> {
  const { rows } = await ctx.pool.query<{ line: string }>(
    `select concat(coalesce(e.label, 'Unassigned'), ': ', concat_ws('/', coalesce(d.owner, '-'), coalesce(d.team, '-'),
         coalesce(d.cost_center, '-')), ' = ', sum(cost_reported)) as line
     from usage_day u join dimension d on d.id = u.dimension_id left join endpoint e on e.id = d.endpoint_id
     where u.organisation_id = $1 group by e.label, d.owner, d.team, d.cost_center order by 1`,
    [ctx.organisation.id],
  );
  return rows.map(({ line }) => line);
}

test("the latest file that names one owner decides for all rows of the endpoint", async () => {
  await bring("first", [{ endpoint: "Search", owner: "ada@example.com" }]);
  await bring("second", [{ endpoint: "search ", owner: "bob@example.com" }, { endpoint: "SEARCH" }]);
  expect(await attributed()).toEqual(["Search: bob@example.com/-/- = 300"]);
  await takeBack("second");
  expect(await attributed()).toEqual(["Search: ada@example.com/-/- = 100"]);
});

test("a file that names several keeps each row its own, and rows without a word get the most recent", async () => {
  await bring("first", [
    { endpoint: "Search", cost_center: "CC-1", ts: "2025-11-01T08:00:00" },
    { endpoint: "Search", cost_center: "CC-2", ts: "2025-11-01T09:00:00" },
    { endpoint: "Search" },
  ]);
  expect(await attributed()).toEqual(["Search: -/-/CC-1 = 100", "Search: -/-/CC-2 = 200"]);
});

test("a later file that says nothing of the owner leaves the earlier word", async () => {
  await bring("first", [{ endpoint: "Search", owner: "ada@example.com" }]);
  await bring("second", [{ endpoint: "Search", team: "Growth" }]);
  expect(await attributed()).toEqual(["Search: ada@example.com/Growth/- = 200"]);
});

test("words that differ in case alone are one word, shown as first written", async () => {
  await bring("first", [
    { endpoint: "Search", team: "Growth" },
    { endpoint: "Nightly", team: "growth" },
  ]);
  expect(await attributed()).toEqual(["Nightly: -/Growth/- = 100", "Search: -/Growth/- = 100"]);
});

test("a rule maps a provider's key to an endpoint, before and after the import", async () => {
  await replaceAttribution(
    ctx,
    ReplaceAttribution.parse([
      { match: { apiKey: "KEY_NIGHT*" }, assign: { endpoint: "Nightly summaries", costCenter: "CC-9" } },
      { match: { provider: "openai" }, assign: { costCenter: "CC-0", team: "Platform" } },
    ]),
  );
  await bring(
    "usage",
    [
      { api_key: "key_nightly", aggregate: true, path: "completions" },
      { api_key: "key_web", aggregate: true, path: "completions" },
    ],
    "provider",
  );
  expect(await attributed()).toEqual([
    "Nightly summaries: -/Platform/CC-9 = 100",
    "Unassigned: -/Platform/CC-0 = 100",
  ]);
  await replaceAttribution(ctx, []);
  expect(await attributed()).toEqual(["Unassigned: -/-/- = 200"]);
});

test("rules match tags, and a rule for an endpoint gathers several names under one", async () => {
  await bring("first", [
    { endpoint: "search-v1", tags: '["env:prod","region:eu"]' },
    { endpoint: "search-v2", tags: '["env:test"]' },
  ]);
  await replaceAttribution(
    ctx,
    ReplaceAttribution.parse({
      rules: [
        { match: { endpoint: "search-*" }, assign: { endpoint: "Search" } },
        { match: { tag: "ENV:prod" }, assign: { owner: "ada@example.com" } },
      ],
    }),
  );
  expect(await attributed()).toEqual(["Search: -/-/- = 100", "Search: ada@example.com/-/- = 100"]);
});

test("a person's edit wins over a rule and a file, until it is taken back", async () => {
  await bring("first", [{ endpoint: "Search", owner: "file@example.com" }]);
  await replaceAttribution(ctx, [{ match: { endpoint: "search" }, assign: { owner: "rule@example.com" } }]);
  expect(await attributed()).toEqual(["Search: rule@example.com/-/- = 100"]);
  await editEndpoint(ctx, { key: "Search", owner: "person@example.com" });
  expect(await attributed()).toEqual(["Search: person@example.com/-/- = 100"]);
  await bring("second", [{ endpoint: "Search", owner: "other@example.com" }]);
  expect(await attributed()).toEqual(["Search: person@example.com/-/- = 200"]);
  await editEndpoint(ctx, { key: "search", owner: null });
  expect(await attributed()).toEqual(["Search: rule@example.com/-/- = 200"]);
});

test("rules given as a table are read back as given", async () => {
  const table = 'api_key;endpoint;cost_center\r\n"key;1";Search;CC-1\r\nkey_2;;"CC ""2"""\r\n\r\n';
  expect(await replaceAttribution(ctx, table.replaceAll(/;(?!1)/g, ",").replaceAll(";", ","))).toEqual({
    rules: 2,
  });
  expect(await readAttribution(ctx)).toEqual({
    rules: [
      { match: { apiKey: "key,1" }, assign: { endpoint: "Search", costCenter: "CC-1" } },
      { match: { apiKey: "key_2" }, assign: { costCenter: 'CC "2"' } },
    ],
  });
  expect(ctx.sent()).toEqual([
    { name: ledgerChangedJob.name, payload: { organisationId: ctx.organisation.id } },
  ]);
});

test("a table with an unknown column or a rule that assigns nothing changes no rule", async () => {
  await replaceAttribution(ctx, "api_key,endpoint\nk,Search\n");
  await expect(replaceAttribution(ctx, "apikey,endpoint\nk,Search\n")).rejects.toThrow('no column "apikey"');
  await expect(replaceAttribution(ctx, "api_key,endpoint\nk,Search\nk2,\n")).rejects.toThrow(
    "Line 3: A rule needs",
  );
  expect((await readAttribution(ctx)).rules).toHaveLength(1);
});

test("finance may set a cost center and nothing else; an owner may neither read nor write the mapping", async () => {
  await bring("first", [{ endpoint: "Search", owner: "ada@example.com" }]);
  const finance = ctx.as("finance");
  await editEndpoint(finance, { key: "Search", costCenter: "CC-7" });
  await expect(editEndpoint(finance, { key: "Search", owner: "me@example.com" })).rejects.toThrow("may not");
  await expect(replaceAttribution(finance, [])).rejects.toThrow("may not");
  const owner = ctx.as("owner", "ada@example.com");
  await expect(editEndpoint(owner, { key: "Search", costCenter: "CC-8" })).rejects.toThrow("may not");
  await expect(readAttribution(owner)).rejects.toThrow("may not");
  expect(await attributed()).toEqual(["Search: ada@example.com/-/CC-7 = 100"]);
});

test("an edit is written to the audit by the names of its fields alone", async () => {
  await bring("first", [{ endpoint: "Search" }]);
  const { key } = await editEndpoint(ctx, { key: "Search", owner: "ada@example.com", team: "Growth" });
  const entries = await ctx.db.auditEntry.findMany({ where: { organisationId: ctx.organisation.id } });
  expect(entries.map(({ event, subject, detail }) => ({ event, subject, detail }))).toEqual([
    { event: "endpoint.edited", subject: key, detail: { fields: "owner team" } },
  ]);
});

test("an endpoint of another organisation is not found", async () => {
  await bring("first", [{ endpoint: "Search" }]);
  const elsewhere = await ctx.elsewhere();
  await expect(editEndpoint(elsewhere, { key: "Search", owner: "eve@example.com" })).rejects.toThrow(
    "not found",
  );
});
