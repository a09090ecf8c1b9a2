import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialect as anthropic } from "@/lib/adapters/providers/anthropic/dialect/dialect";
import { saveFallbackPolicy } from "@/lib/stages/migration/save-fallback-policy";
import { FrozenRates, frozenModel, frozenRates } from "@/lib/stages/prices/model/frozen-rates";
import { file, line, many } from "@/lib/testing/batches/look-through";
import { folderOf, partOf, partsOf, prepare, queued, requestsOf } from "@/lib/testing/batches/prepared";
import { batchContext, batchOf, connect, upload, work } from "@/lib/testing/batches/upload";
import type { TestContext } from "@/lib/testing/context";
import { PreflightReport } from "../model/preflight";
import { prepareBatch } from "./prepare-batch";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await batchContext();
});
afterAll(() => ctx.close());

describe("what is written", () => {
  test("the same bytes with our ids, and a row for each request", async () => {
    const odd =
      '{ "custom_id":"o\\"dd", "method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-4.1","seed":12345678901234567890,"max_tokens":1e2,"messages":[{"role":"user","content":"a\u2028b — \\u00e9"}]}} ';
    const text = `\uFEFF${line({ id: "first" })}\r\n\n${odd}\n${line({ id: 'third, "quoted"' })}`;
    const id = await queued(ctx, text);
    await prepare(ctx, id);
    const [part] = await partsOf(ctx, id);
    const sent = partOf(ctx, id, 1);
    expect(part).toMatchObject({
      ...{ number: 1, state: "queued", isCanary: false, requests: 3, model: "gpt-4.1", attempt: 0 },
      ...{ path: "/v1/chat/completions", bytes: BigInt(Buffer.byteLength(sent)), nextCheckAt: ctx.now() },
      ...{ intentAt: null, providerBatchId: null },
    });
    expect(part?.nonce).toMatch(/^[a-z0-9]{8}$/);
    expect(part?.key).toMatch(/^[a-z0-9-]{1,40}$/);
    const lines = sent.split("\n");
    expect(lines).toHaveLength(4); // the last one is empty: every line has its end
    const { nonce = "" } = part ?? {};
    expect(lines[0]).toBe(line({ id: `${nonce}_1` }));
    expect(lines[1]).toBe(odd.replace('"o\\"dd"', `"${nonce}_3"`).replace("\u2028", "\\u2028"));
    expect(JSON.parse(lines[2] ?? "").custom_id).toBe(`${nonce}_4`);
    const rows = await requestsOf(ctx, id);
    expect(rows.map(({ n, customId, part }) => [n, customId, part])).toEqual([
      [1, "first", 1],
      [3, 'o"dd', 1],
      [4, 'third, "quoted"', 1],
    ]);
    const bytes = Buffer.from(text);
    for (const { offset, length } of rows)
      expect(() =>
        JSON.parse(bytes.subarray(Number(offset), Number(offset) + length).toString()),
      ).not.toThrow();
    const report = PreflightReport.parse((await batchOf(ctx, id)).preflight);
    expect(report.parts[0]?.bytes).toBe(statSync(path.join(folderOf(ctx, id), "part-1")).size);
    expect(existsSync(path.join(folderOf(ctx, id), "requests.csv"))).toBe(false);
  });

  test("fixed lines are written anew, the others copied, left out ones are not there", async () => {
    const text = file(
      line({ id: "a" }),
      line({ id: "b", body: { stream: true, max_tokens: 9000 } }),
      "broken",
      line({ id: "a", text: "again" }),
      line({ id: "a~2" }),
    );
    const id = await queued(ctx, text, {}, [
      { kind: "remove", at: "stream" },
      { kind: "limit-output", tokens: 500 },
      { kind: "leave-out", code: "invalid-json" },
      { kind: "rename-duplicates" },
    ]);
    await prepare(ctx, id);
    const bodies = partOf(ctx, id, 1)
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text).body);
    expect(bodies).toHaveLength(4);
    expect(bodies[1]).toEqual({
      model: "gpt-4.1",
      max_tokens: 500,
      messages: [{ role: "user", content: "Hello" }],
    });
    expect(bodies[0].max_tokens).toBe(100);
    const names = (await requestsOf(ctx, id)).map(({ customId }) => customId);
    expect(new Set(names).size).toBe(4);
    expect(names).toEqual(["a", "b", "a~2", expect.stringMatching(/^a~2/)]);
    expect((await batchOf(ctx, id)).requests).toBe(4);
  });

  test("bare bodies get the provider's form, and are known by their line", async () => {
    const bare = JSON.stringify({
      model: "claude-haiku-4-5",
      max_tokens: 50,
      messages: [{ role: "user", content: "Hi" }],
    });
    const id = await queued(ctx, file(bare, bare), { provider: "anthropic", costCenter: "CC-1" });
    await prepare(ctx, id);
    const [part] = await partsOf(ctx, id);
    const document = JSON.parse(partOf(ctx, id, 1));
    expect(document.requests).toEqual(
      [1, 2].map((n) => ({ custom_id: `${part?.nonce}_${n}`, params: JSON.parse(bare) })),
    );
    expect(anthropic.frame.tail).toBe("]}");
    expect((await requestsOf(ctx, id)).map(({ customId }) => customId)).toEqual(["line-1", "line-2"]);
    expect(part).toMatchObject({
      model: "claude-haiku-4-5",
      bytes: BigInt(Buffer.byteLength(partOf(ctx, id, 1))),
    });
  });

  test("several files, each with a nonce of its own; with a canary the rest is held", async () => {
    const here = await ctx.elsewhere();
    const limits = { enqueuedTokens: { "*": 2000 } };
    await connect(here, { provider: "openai", name: "Small", costCenter: "CC-1", limits });
    const { id } = await upload(
      here,
      many(60, (n) => line({ id: `r${n}`, text: "word ".repeat(100) })),
      {
        start: "now",
        canary: 5,
      },
    );
    await work(here);
    const parts = await partsOf(ctx, id);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map(({ state, isCanary }) => [state, isCanary])).toEqual(
      parts.map((_, at) => (at === 0 ? ["queued", true] : ["held", false])),
    );
    expect(parts.map(({ nextCheckAt }) => nextCheckAt !== null)).toEqual(parts.map((_, at) => at === 0));
    expect(parts[0]?.requests).toBe(5);
    expect(new Set(parts.map(({ nonce }) => nonce)).size).toBe(parts.length);
    const ids = parts.flatMap(({ number }) =>
      readFileSync(path.join(here.files.pathOf("batches", id), `part-${number}`), "utf8")
        .trim()
        .split("\n"),
    );
    expect(ids).toHaveLength(60);
    expect(new Set(ids.map((text) => Number(JSON.parse(text).custom_id.split("_")[1]))).size).toBe(60);
    for (const { inputTokens } of parts) expect(inputTokens).toBeLessThanOrEqual(2000n);
  });

  test("what was promised is frozen: rates with their sources, the estimate, the policy", async () => {
    await saveFallbackPolicy(ctx, {
      key: await endpoint("late/work"),
      deadline: "05:00",
      late: "sync",
      capPerNight: 60n * 10n ** 12n,
      retries: 1,
    });
    const id = await queued(
      ctx,
      many(10, (n) => line({ id: `r${n}` })),
      { endpoint: "late/work" },
    );
    await prepare(ctx, id);
    const batch = await batchOf(ctx, id);
    expect(batch.policy).toEqual({
      deadline: "05:00",
      late: "sync",
      capPerNight: "60000000000000",
      retries: 1,
    });
    const rates = FrozenRates.parse(batch.rates);
    const model = frozenModel(rates, "gpt-4.1");
    expect(model && frozenRates(model, "batch", "base")?.output).toBe(4_000_000n);
    const rows = await requestsOf(ctx, id);
    expect(rows.reduce((sum, { estimate }) => sum + (estimate ?? 0n), 0n)).toBe(batch.estimate);
    expect(batch.reason).toBeNull();
    expect(
      await ctx.db.auditEntry.findFirst({ where: { subject: id, event: "batch.prepared" } }),
    ).toMatchObject({
      detail: { requests: 10, parts: 1 },
    });
  });
});

async function endpoint(label: string): Promise<string> {
  const { id } = await upload(ctx, file(line()), { endpoint: label });
  const batch = await batchOf(ctx, id);
  return (await ctx.db.endpoint.findUniqueOrThrow({ where: { id: batch.endpointId } })).key;
}

describe("who may", () => {
  test("finance prepares none; a batch that waits is left alone", async () => {
    const id = await queued(ctx, file(line()));
    await expect(prepareBatch(ctx.as("finance"), { batchId: id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const held = await upload(ctx, file(line()));
    await work(ctx);
    await prepare(ctx, held.id);
    expect(await partsOf(ctx, held.id)).toEqual([]);
    await prepare(await ctx.elsewhere(), id);
    expect(await partsOf(ctx, id)).toEqual([]);
  });
});

test("the upload is never written to", async () => {
  const id = await queued(ctx, file(line()));
  chmodSync(path.join(folderOf(ctx, id), "upload"), 0o444);
  const before = statSync(path.join(folderOf(ctx, id), "upload"));
  await prepare(ctx, id);
  expect(statSync(path.join(folderOf(ctx, id), "upload")).mtimeMs).toBe(before.mtimeMs);
});
