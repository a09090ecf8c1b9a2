import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { countTokens as tokensOf } from "gpt-tokenizer/encoding/o200k_base";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { file, findingIn, line, many } from "@/lib/testing/batches/look-through";
import { batchContext, batchOf, upload, work } from "@/lib/testing/batches/upload";
import type { TestContext } from "@/lib/testing/context";
import { seedUsage } from "@/lib/testing/seed-usage";
import { changeFixes } from "../change-fixes";
import { discardBatch } from "../discard-batch";
import type { Fix } from "../model/fix";
import { PreflightReport } from "../model/preflight";
import { preflightBatch } from "../preflight-batch";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await batchContext();
});
afterAll(() => ctx.close());

const MARKER = "MARKER-of-a-prompt-3f9c";
const STREAM: Fix = { kind: "remove", at: "stream" };
const report = async (id: string) => PreflightReport.parse((await batchOf(ctx, id)).preflight);
const events = async (id: string) =>
  (await ctx.db.batchEvent.findMany({ where: { batchId: id }, orderBy: { id: "asc" } })).map(
    ({ event }) => event,
  );
const uploadOf = (id: string) => readFileSync(path.join(ctx.files.pathOf("batches", id), "upload"));
const hash = (id: string) => createHash("sha256").update(uploadOf(id)).digest("hex");

describe("what becomes of a batch", () => {
  test("held: what it would cost and how it would be sent, and nothing is sent", async () => {
    const text = many(40, (n) =>
      line({ id: `r${n}`, text: `${MARKER} number ${n}`, body: { max_tokens: 100 } }),
    );
    const { id } = await upload(ctx, text);
    expect(await work(ctx)).toEqual(["batches.preflight"]);
    const batch = await batchOf(ctx, id);
    const found = await report(id);
    expect(batch).toMatchObject({
      ...{ state: "held", reason: null, model: "gpt-4.1", path: "/v1/chat/completions", requests: 40 },
      ...{ estimate: BigInt(found.cost.batch ?? -1), estimateSync: BigInt(found.cost.sync ?? -1) },
    });
    expect(batch.estimateSync).toBe((batch.estimate ?? 0n) * 2n);
    expect(found).toMatchObject({
      lines: 40,
      requests: 40,
      parts: [{ number: 1, requests: 40 }],
      broken: [],
    });
    expect(found.findings.map(({ severity }) => severity)).not.toContain("blocker");
    expect(await events(id)).toEqual(["batch.received", "batch.checked"]);
    expect(await ctx.db.batchPart.count({ where: { batchId: id } })).toBe(0);
  });

  test("a small file is counted exactly at once, by the tokenizer of its model", async () => {
    const texts = ["Sum up this ticket.", "<|endoftext|> is only text", `${"中".repeat(3000)}`];
    const { id } = await upload(ctx, file(...texts.map((text, n) => line({ id: `r${n}`, text }))));
    await work(ctx);
    const found = await report(id);
    const plain = { disallowedSpecial: new Set<string>() };
    const [one, two] = texts.slice(0, 2).map((text) => tokensOf(text, plain) + 7);
    expect(found.inputTokensBy).toEqual({ how: "exact", tokenizer: "o200k_base" });
    // A run without a space is counted in pieces: a little more than it is, in a moment instead of a minute.
    const rest = found.inputTokens.expected - (one ?? 0) - (two ?? 0);
    expect(rest).toBeGreaterThan(1500);
    expect(rest).toBeLessThan(3100);
  });

  test("queued when it may start at once, with the job that writes its files", async () => {
    const { id } = await upload(ctx, file(line()), { start: "now" });
    await work(ctx, ["batches.preflight"]);
    expect((await batchOf(ctx, id)).state).toBe("queued");
    expect(
      await ctx.pool.query(
        "select 1 from pgboss.job where name = 'batches.prepare' and data->>'batchId' = $1",
        [id],
      ),
    ).toMatchObject({ rowCount: 1 });
  });

  test("blocked, with a reason in a line", async () => {
    const { id } = await upload(ctx, file(line(), line({ id: "b", body: { stream: true } }), "{"), {
      start: "now",
    });
    await work(ctx);
    expect(await batchOf(ctx, id)).toMatchObject({
      state: "blocked",
      reason: { code: "streaming:stream", message: "2 lines block the start. A batch does not stream." },
    });
    expect(await events(id)).toEqual(["batch.received", "batch.blocked"]);
  });

  test("Anthropic's lines are looked at as Anthropic does", async () => {
    const body = { model: "claude-haiku-4-5", messages: [{ role: "user", content: "Hello there" }] };
    const own = JSON.stringify({ custom_id: "a/b with blanks", params: body });
    const { id } = await upload(ctx, file(own), { provider: "anthropic", costCenter: "CC-1" });
    await work(ctx);
    const found = await report(id);
    expect(findingIn(found, "max-tokens-missing:max_tokens")).toMatchObject({
      severity: "blocker",
      mends: [{ label: "Set 4,096 tokens" }, { label: "Leave them out" }],
    });
    expect(found.findings.map(({ code }) => code)).not.toContain("no-output-limit");
    expect(found.inputTokensBy).toEqual({ how: "sampled", tokenizer: "about 3.5 characters a token" });
  });

  test("an upload that is gone stops it with words", async () => {
    const { id } = await upload(ctx, file(line()));
    rmSync(path.join(ctx.files.pathOf("batches", id), "upload"));
    await work(ctx);
    expect(await batchOf(ctx, id)).toMatchObject({ state: "blocked", reason: { code: "files-gone" } });
  });
});

describe("fixes", () => {
  const text = file(
    line({ id: "a" }),
    line({ id: "a", body: { stream: true } }),
    line({ id: "b", body: { stream: true } }),
  );

  test("mend in one click, are undone in one click, and never touch the upload", async () => {
    const { id } = await upload(ctx, text);
    await work(ctx);
    const before = hash(id);
    const first = await report(id);
    expect((await batchOf(ctx, id)).state).toBe("blocked");
    await changeFixes(ctx, { batchId: id, add: STREAM });
    expect((await batchOf(ctx, id)).state).toBe("preflight");
    await work(ctx);
    expect(await batchOf(ctx, id)).toMatchObject({ state: "held", fixes: [STREAM], reason: null });
    expect(findingIn(await report(id), "streaming:stream").mended).toBe(true);
    await changeFixes(ctx, { batchId: id, add: { kind: "keep-first" } });
    await work(ctx);
    expect(await batchOf(ctx, id)).toMatchObject({ requests: 2 });
    await changeFixes(ctx, { batchId: id, remove: STREAM });
    await changeFixes(ctx, { batchId: id, remove: { kind: "keep-first" } });
    await work(ctx);
    expect({ ...(await report(id)), tookMs: 0 }).toEqual({ ...first, tookMs: 0 });
    expect(hash(id)).toBe(before);
    expect(before).toBe((await batchOf(ctx, id)).sha256);
    expect(await events(id)).toEqual(expect.arrayContaining(["batch.fix-added", "batch.fix-undone"]));
  });

  test("start a batch that was to start at once", async () => {
    const { id } = await upload(ctx, text, { start: "now" });
    await work(ctx);
    await changeFixes(ctx, { batchId: id, add: STREAM });
    await work(ctx, ["batches.preflight"]);
    expect((await batchOf(ctx, id)).state).toBe("queued");
    await expect(changeFixes(ctx, { batchId: id, remove: STREAM })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("that change while it is looked at are looked at by the next", async () => {
    const { id } = await upload(ctx, text);
    const seen = ctx.sent();
    // The fix lands between the reading of the batch and the saving of its report.
    let changed = false;
    const change = async () => {
      changed = true;
      await ctx.pool.query("update batch set fixes = $2 where id = $1", [id, JSON.stringify([STREAM])]);
    };
    const pool = Object.create(ctx.pool, {
      query: { value: ctx.pool.query.bind(ctx.pool) },
      connect: {
        value: async () => {
          const client = await ctx.pool.connect();
          const query = async (...order: Parameters<typeof client.query>) => {
            if (!changed && String(order[0]).startsWith("update batch set state")) await change();
            return client.query(...order);
          };
          return Object.create(client, {
            query: { value: query },
            release: { value: client.release.bind(client) },
          });
        },
      },
    }) as typeof ctx.pool;
    await preflightBatch({ ...ctx, pool }, { batchId: id });
    expect(changed).toBe(true);
    expect(await batchOf(ctx, id)).toMatchObject({ state: "preflight", preflight: null, fixes: [STREAM] });
    expect(existsSync(path.join(ctx.files.pathOf("batches", id), "plan.next"))).toBe(false);
    await preflightBatch(ctx, { batchId: id });
    expect(await batchOf(ctx, id)).toMatchObject({ state: "held" });
    expect(seen).toHaveLength(1);
  });
});

test("no text of a prompt is in a row, an event or the audit", async () => {
  const { id } = await upload(
    ctx,
    file(line({ text: MARKER }), `{"x":"${MARKER}`, line({ id: "c", text: MARKER, body: { stream: true } })),
  );
  await work(ctx);
  await changeFixes(ctx, { batchId: id, add: { kind: "leave-out", code: "invalid-json" } });
  await work(ctx);
  const { rows } = await ctx.pool.query<{ table_name: string }>(
    "select table_name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'",
  );
  for (const { table_name: table } of rows) {
    const found = await ctx.pool
      .query(`select 1 from "${table}" t where t::text like $1 limit 1`, [`%${MARKER}%`])
      .catch(() =>
        ctx.pool.query(`select 1 from pgboss."${table}" t where t::text like $1 limit 1`, [`%${MARKER}%`]),
      );
    expect(found.rowCount, table).toBe(0);
  }
  expect(rows.length).toBeGreaterThan(20);
});

describe("who may", () => {
  beforeAll(() => seedUsage(ctx, [{ day: "2025-11-20", endpoint: "own/work", owner: "ann@example.com" }]));

  test("an owner changes and discards batches of their own endpoints alone", async () => {
    const [own, other] = [
      await upload(ctx, file(line()), { endpoint: "own/work" }),
      await upload(ctx, file(line()), { endpoint: "not/theirs" }),
    ];
    await work(ctx);
    const ann = ctx.as("owner", "ann@example.com");
    await expect(changeFixes(ann, { batchId: own.id, add: STREAM })).resolves.toEqual({ id: own.id });
    for (const act of [
      () => changeFixes(ann, { batchId: other.id, add: STREAM }),
      () => discardBatch(ann, { batchId: other.id }),
    ])
      await expect(act()).rejects.toMatchObject({ code: "not_found", message: "This batch was not found." });
    await expect(discardBatch(ann, { batchId: own.id })).resolves.toEqual({ id: own.id });
  });

  test("finance changes none, and another organisation finds none", async () => {
    const { id } = await upload(ctx, file(line()));
    await expect(changeFixes(ctx.as("finance"), { batchId: id, add: STREAM })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(discardBatch(ctx.as("finance"), { batchId: id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(preflightBatch(ctx.as("finance"), { batchId: id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const there = await ctx.elsewhere();
    await expect(changeFixes(there, { batchId: id, add: STREAM })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(preflightBatch(there, { batchId: id })).resolves.toBeUndefined();
  });
});

test("a discarded batch is gone with its files; one that was started cannot be discarded", async () => {
  const { id } = await upload(ctx, file(line()));
  await work(ctx);
  await discardBatch(ctx, { batchId: id });
  expect(await ctx.db.batch.findUnique({ where: { id } })).toBeNull();
  expect(existsSync(ctx.files.pathOf("batches", id))).toBe(false);
  expect(
    await ctx.db.auditEntry.findFirst({ where: { subject: id, event: "batch.discarded" } }),
  ).not.toBeNull();
  const started = await upload(ctx, file(line()), { start: "now" });
  await work(ctx, ["batches.preflight"]);
  await expect(discardBatch(ctx, { batchId: started.id })).rejects.toMatchObject({ code: "conflict" });
});
