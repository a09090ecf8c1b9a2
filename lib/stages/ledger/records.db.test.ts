import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestContext, testContext } from "@/lib/testing/context";
import { Importer } from "@/lib/testing/ledger/bring";
import { catalogue } from "@/lib/testing/ledger/catalogue";
import { call, figuresOf } from "@/lib/testing/ledger/figures";
import type { CanonicalRow } from "@/lib/testing/ledger/shelf";
import { chooseRecordSource } from "./choose-record-source";
import { listRecordDays } from "./list-record-days";

let ctx: TestContext;
let importer: Importer;
beforeEach(async () => {
  ctx = await testContext({ catalogue: catalogue("1", 10n) });
  importer = new Importer(ctx);
});
afterEach(() => ctx.close());

const bring = (id: string, rows: CanonicalRow[], options: Parameters<Importer["bring"]>[2] = {}) =>
  importer.bring(id, rows.map(call), options);

const figures = () => figuresOf(ctx);

const usage = (row: CanonicalRow): CanonicalRow => ({
  ts: "2025-11-01T00:00:00",
  bucket_seconds: 86400,
  key: "group",
  aggregate: true,
  path: "completions",
  grouped: 1,
  endpoint: null,
  requests: 10,
  ...row,
});

test("beside a gateway the provider counts for the remainder alone, and what it never saw is a finding", async () => {
  await bring("gateway", [
    { key: "a", fresh_input: 60 },
    { key: "b", fresh_input: 5, model_raw: "gpt-4" },
  ]);
  await bring("usage", [usage({ fresh_input: 100 })], { kind: "provider" });
  expect(await figures()).toMatchObject([
    { model: "gpt-4@1", remainder: false, fresh: 5, unpriced: 1 },
    { model: "gpt-5@1", remainder: false, fresh: 60, listed: 600 },
    { model: "gpt-5@1", remainder: true, fresh: 40, listed: 400 },
  ]);
  const [record] = await listRecordDays(ctx, { from: "2025-11-01", to: "2025-11-30" });
  expect(record).toMatchObject({
    rule: "remainder",
    sources: [{ kind: "gateway" }, { kind: "provider" }],
    findings: [{ model: "gpt-4@1", tier: "sync", class: "freshInput", provider: 0n, counted: 5n }],
  });
});

test("a person can choose the provider's own rows for a period, and take the choice back", async () => {
  await bring("gateway", [{ key: "a", fresh_input: 60 }]);
  await bring("usage", [usage({ fresh_input: 100 })], { kind: "provider" });
  const [, provider] = importer.standing;
  if (!provider) throw new Error("both stand");
  const choice = { provider: "openai", from: "2025-11-01", to: "2025-11-30", reason: "gateway was down" };
  expect(await chooseRecordSource(ctx, { ...choice, sourceId: provider.sourceId })).toEqual({ days: 1 });
  expect(await figures()).toMatchObject([{ fresh: 100, remainder: false }]);
  expect(await listRecordDays(ctx, choice)).toMatchObject([
    { rule: "chosen", sources: [{ kind: "provider" }] },
  ]);
  await chooseRecordSource(ctx, { ...choice, sourceId: null });
  expect(await figures()).toMatchObject([{ fresh: 60 }, { fresh: 40, remainder: true }]);
  await expect(chooseRecordSource(ctx.as("finance"), { ...choice, sourceId: null })).rejects.toThrow(
    "may not",
  );
  const elsewhere = await ctx.elsewhere();
  await expect(chooseRecordSource(elsewhere, { ...choice, sourceId: provider.sourceId })).rejects.toThrow(
    "not found",
  );
});
