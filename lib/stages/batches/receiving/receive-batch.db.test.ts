import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { file, line } from "@/lib/testing/batches/look-through";
import { batchContext, batchOf, connect, once, upload } from "@/lib/testing/batches/upload";
import type { TestContext } from "@/lib/testing/context";
import { seedUsage } from "@/lib/testing/seed-usage";
import { receiveBatch } from "../receive-batch";
import { listUploads } from "./read-uploads";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await batchContext();
  await seedUsage(ctx, [
    { day: "2025-11-20", endpoint: "nightly/digest", owner: "ann@example.com" },
    { day: "2025-11-20", endpoint: "somebody/else", owner: "ben@example.com" },
  ]);
});
afterAll(() => ctx.close());

const FILE = file(line({ id: "a" }), line({ id: "b" }));
const folders = () => readdirSync(ctx.files.pathOf("batches"));

describe("receiving", () => {
  test("a file becomes a batch that waits for preflight, with all that was said of it", async () => {
    const { id } = await upload(ctx, FILE, {
      ...{
        endpoint: "Catalog/Product-Enrich",
        team: "Catalog",
        label: "winter",
        filename: "C:\\temp\\catalog.jsonl",
      },
      ...{ canary: 1, answerSchema: { type: "object" } },
    });
    expect(id).toMatch(/^bat_[a-z0-9]{8}$/);
    const batch = await batchOf(ctx, id);
    expect(batch).toMatchObject({
      ...{
        state: "preflight",
        start: "hold",
        provider: "openai",
        filename: "catalog.jsonl",
        label: "winter",
      },
      ...{ costCenter: "CC-4200", team: "Catalog", canary: 1, answerSchema: { type: "object" }, model: null },
      ...{ bytes: BigInt(FILE.length), createdByName: "admin" },
      sha256: createHash("sha256").update(FILE).digest("hex"),
      filesUntil: new Date("2026-01-01T16:42:00Z"),
    });
    const endpoint = await ctx.db.endpoint.findUniqueOrThrow({ where: { id: batch.endpointId } });
    expect(endpoint.label).toBe("Catalog/Product-Enrich");
    expect(readFileSync(path.join(ctx.files.pathOf("batches", id), "upload"), "utf8")).toBe(FILE);
    expect(ctx.sent()).toEqual([
      { name: "batches.preflight", payload: { organisationId: ctx.organisation.id, batchId: id } },
    ]);
    expect(await listUploads(ctx)).toEqual([]);
    const entry = await ctx.db.auditEntry.findFirstOrThrow({ where: { subject: id } });
    expect(entry).toMatchObject({
      event: "batch.received",
      detail: { bytes: FILE.length, costCenter: "CC-4200" },
    });
  });

  test("an endpoint is found by key and by label, whoever wrote it how", async () => {
    const one = await batchOf(ctx, (await upload(ctx, FILE, { endpoint: "nightly/DIGEST " })).id);
    const { key } = await ctx.db.endpoint.findUniqueOrThrow({ where: { id: one.endpointId } });
    const two = await batchOf(ctx, (await upload(ctx, FILE, { endpoint: key })).id);
    expect(two.endpointId).toBe(one.endpointId);
  });

  test("the cost center that is named wins over the connection's, and one there must be", async () => {
    const named = await upload(ctx, FILE, { costCenter: "CC-9" });
    expect((await batchOf(ctx, named.id)).costCenter).toBe("CC-9");
    await expect(upload(ctx, FILE, { provider: "anthropic" })).rejects.toMatchObject({
      code: "invalid",
      message: "Name the cost center that pays for this batch. The connection “Claude” has no default.",
      fields: { costCenter: "Name the cost center that pays." },
    });
  });

  test("of several connections one must be named, by name or id", async () => {
    const here = await ctx.elsewhere();
    await expect(upload(here, FILE)).rejects.toMatchObject({
      code: "refused",
      message: "There is no connection to OpenAI yet. An admin adds one in Settings.",
    });
    await connect(here, { provider: "openai", name: "EU", costCenter: "CC-1" });
    const { id } = await connect(here, { provider: "openai", name: "US", costCenter: "CC-2" });
    await expect(upload(here, FILE)).rejects.toMatchObject({
      code: "invalid",
      message: "There are several connections to OpenAI. Name one of “EU”, “US”.",
    });
    await expect(upload(here, FILE, { connection: "Mars" })).rejects.toThrow(/Name one of “EU”, “US”/);
    expect(await batchOf(here, (await upload(here, FILE, { connection: "us" })).id)).toMatchObject({
      connectionId: id,
    });
    expect(await batchOf(here, (await upload(here, FILE, { connection: id })).id)).toMatchObject({
      costCenter: "CC-2",
    });
  });

  test("what cannot be is refused before a byte is kept", async () => {
    const before = folders();
    await expect(upload(ctx, "")).rejects.toThrow(/The body is empty/);
    await expect(upload(ctx, FILE, { provider: "acme" })).rejects.toMatchObject({
      fields: { provider: expect.stringContaining("openai, anthropic") },
    });
    await expect(upload(ctx, FILE, { answerSchema: { type: "nonsense" } })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/^The schema for answers cannot be used: /),
    });
    expect(folders()).toEqual(before);
  });

  test("a schema of the newer draft is taken", async () => {
    const answerSchema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      prefixItems: [{ type: "string" }],
    };
    await expect(upload(ctx, FILE, { answerSchema })).resolves.toBeDefined();
  });
});

describe("an upload that does not arrive whole", () => {
  test("cut at 99 %: no batch, and what arrived waits to be continued", async () => {
    const here = ctx.as("manager", "cut@example.com");
    const sent = FILE.slice(0, -1);
    await expect(upload(here, once(sent), { bytesTotal: FILE.length })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/^The upload broke off after \d+ B of \d+ B\. Nothing was started/),
    });
    expect(await listUploads(here)).toEqual([
      {
        id: expect.stringMatching(/^bat_/),
        filename: "upload.jsonl",
        bytes: sent.length,
        bytesTotal: FILE.length,
        batchId: null,
      },
    ]);
    expect(await ctx.db.batch.count({ where: { createdByName: "manager" } })).toBe(0);
  });

  test("a sender that goes away: the same, with its own error", async () => {
    const here = ctx.as("manager", "away@example.com");
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(FILE.slice(0, 40));
      throw new Error("the connection was lost");
    }
    await expect(upload(here, broken(), { bytesTotal: FILE.length })).rejects.toThrow(
      "the connection was lost",
    );
    expect(await listUploads(here)).toMatchObject([{ bytes: 40 }]);
    const before = folders().length;
    await expect(upload(here, broken())).rejects.toThrow("the connection was lost");
    expect(folders().length).toBe(before); // without a length nobody can say what is missing
  });

  test("a disk that is nearly full refuses before, one that fills says so", async () => {
    const small = { ...ctx, files: { ...ctx.files, free: async () => 70_000_000 } };
    await expect(upload(small, FILE, { bytesTotal: 50_000_000 })).rejects.toThrow(
      /has 70 MB left; this batch needs 100 MB/,
    );
    async function* filling(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(FILE);
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    }
    await expect(upload(ctx, filling())).rejects.toMatchObject({
      code: "refused",
      message: /disk of this server is full/,
    });
  });

  test("more than was announced is no batch either", async () => {
    await expect(upload(ctx, FILE, { bytesTotal: 10 })).rejects.toThrow(/longer than announced/);
  });
});

describe("who may", () => {
  test("an owner starts batches of their own endpoints, and makes none", async () => {
    const ann = ctx.as("owner", "ann@example.com");
    await expect(upload(ann, FILE, { endpoint: "nightly/digest" })).resolves.toBeDefined();
    for (const endpoint of ["somebody/else", "unheard/of"])
      await expect(upload(ann, FILE, { endpoint })).rejects.toMatchObject({ code: "not_found" });
  });

  test("finance starts none, and not a byte of theirs is read", async () => {
    let read = 0;
    async function* body(): AsyncGenerator<Uint8Array> {
      read += 1;
      yield Buffer.from(FILE);
    }
    const input = { provider: "openai", endpoint: "nightly/digest", start: "hold" as const, filename: "x" };
    await expect(
      receiveBatch(ctx.as("finance"), { ...input, body: body(), bytesTotal: null }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(read).toBe(0);
  });
});

test("files of batches are nobody's else: another organisation does not see an upload", async () => {
  const here = ctx.as("manager", "cut@example.com");
  const other = (await ctx.elsewhere()).as("manager", "cut@example.com");
  expect((await listUploads(here)).length).toBeGreaterThan(0);
  expect(await listUploads(other)).toEqual([]);
  expect(existsSync(ctx.files.pathOf("batches"))).toBe(true);
});
