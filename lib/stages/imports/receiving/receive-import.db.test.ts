import { existsSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { drop, importContext, send } from "@/lib/testing/imports/drop";
import { listImports } from "../list-imports";
import { readImport } from "../read-import";
import { receiveImport } from "../receive-import";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await importContext();
});
afterAll(() => ctx.close());

const HEADING = "timestamp,provider,model,endpoint,input_tokens,output_tokens,cost_usd,request_id";
const row = (id: string, cost = "0.5", tokens = "100") =>
  `2025-11-03T02:14:07Z,openai,gpt-5,digest,${tokens},10,${cost},${id}`;
const file = (...rows: string[]) => [HEADING, ...rows, ""].join("\n");

async function audited(of: TestContext): Promise<string[]> {
  const entries = await of.db.auditEntry.findMany({
    where: { organisationId: of.organisation.id },
    orderBy: { id: "asc" },
  });
  return entries.map(({ event }) => event);
}

describe("receiving", () => {
  test("a file becomes an import that waits for the worker, with its size and hash", async () => {
    const here = await ctx.elsewhere();
    const { id } = await send(here, file(row("a")), { filename: "november.csv", sourceName: "EU gateway" });
    const { import: one } = await readImport(here, { importId: id });
    expect(one).toMatchObject({ status: "queued", filename: "november.csv", sourceName: "EU gateway" });
    expect(one.bytesTotal).toBe(BigInt(file(row("a")).length));
    expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(here.sent()).toEqual([
      { name: "imports.import", payload: { organisationId: here.organisation.id, importId: id } },
    ]);
    expect(await audited(here)).toEqual(["import.received"]);
  });

  test("a body that is shorter than announced fails and is not read", async () => {
    const here = await ctx.elsewhere();
    const seen = await drop(here, file(row("a")), { bytesTotal: 1_000_000 });
    expect(seen.import).toMatchObject({ status: "failed", failure: { code: "cut-short" } });
    expect(existsSync(here.files.pathOf("imports", seen.import.id))).toBe(false);
  });

  test("a sender that goes away leaves nothing", async () => {
    const here = await ctx.elsewhere();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(HEADING);
      throw new Error("the connection was lost");
    }
    const before = readdirSync(await here.files.folder("imports"));
    await expect(send(here, broken())).rejects.toThrow("the connection was lost");
    expect((await listImports(here, { limit: 10 })).rows).toEqual([]);
    expect(readdirSync(await here.files.folder("imports"))).toEqual(before);
  });

  test("a file that the disk cannot hold is refused before it is sent, and one that fills it leaves nothing", async () => {
    const here = await ctx.elsewhere();
    const small = { ...here, files: { ...here.files, free: async () => 70_000_000 } };
    await expect(send(small, file(row("a")), { bytesTotal: 50_000_000 })).rejects.toThrow(
      /has 70 MB left; the file needs 50 MB/,
    );
    async function* filling(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(HEADING);
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    }
    const before = readdirSync(await here.files.folder("imports")).length;
    await expect(send(here, filling())).rejects.toThrow(/disk of this server is full/);
    expect(readdirSync(await here.files.folder("imports")).length).toBe(before);
  });

  test("a body over 10 MB arrives whole", async () => {
    const here = await ctx.elsewhere();
    const lines = Array.from({ length: 160_000 }, (_, n) => row(`request-${n}`));
    const text = [HEADING, ...lines, ""].join("\n");
    expect(text.length).toBeGreaterThan(10_000_000);
    const seen = await drop(here, text);
    expect(seen.import.bytesTotal).toBe(BigInt(text.length));
    expect(seen.standing).toMatchObject({ rows: 160_000n, costReported: 80_000n * 1_000_000_000_000n });
  }, 120_000);

  test("formats and kinds that do not exist are refused at the door", async () => {
    await expect(send(ctx, "x", { format: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
    await expect(send(ctx, "x", { kind: "invoice" })).rejects.toMatchObject({ code: "refused" });
  });
});

test("a stranger cannot make an import out of nothing", async () => {
  const body = (async function* (): AsyncGenerator<Uint8Array> {})();
  const input = { kind: "usage" as const, format: "auto", filename: "x", body, bytesTotal: null };
  await expect(receiveImport(ctx, input)).rejects.toMatchObject({ code: "invalid" });
});
