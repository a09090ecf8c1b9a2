import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { drop, importContext, work } from "@/lib/testing/imports/drop";
import { mapImport } from "../map-import";
import { readImport } from "../read-import";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await importContext();
});
afterAll(() => ctx.close());

describe("an unknown file", () => {
  const unknown =
    "when,engine,app,in,out\n2025-11-03T00:00:00Z,gpt-5,digest,100,10\n2025-11-03T01:00:00Z,gpt-5,digest,50,5\n";

  test("waits with a preview and a guess, and is read once its columns are chosen", async () => {
    const here = await ctx.elsewhere();
    const seen = await drop(here, unknown);
    expect(seen.import.status).toBe("needs-mapping");
    expect(seen.import.preview).toMatchObject({
      columns: ["when", "engine", "app", "in", "out"],
      rows: [["2025-11-03T00:00:00Z", "gpt-5", "digest", "100", "10"], expect.any(Array)],
      suggestion: { columns: { endpoint: "app" } },
    });
    const columns = {
      timestamp: "when",
      model: "engine",
      endpoint: "app",
      input_tokens: "in",
      output_tokens: "out",
      team: "",
    };
    await mapImport(here, { importId: seen.import.id, columns, defaults: { provider: "openai" } });
    await work(here);
    const done = await readImport(here, { importId: seen.import.id });
    expect(done.import).toMatchObject({ status: "done", format: "offpeak", rowsAccepted: 2n });
    expect(done.standing).toMatchObject({ freshInput: 150n, output: 15n });
    await expect(mapImport(here, { importId: seen.import.id, columns, defaults: {} })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("a mapping must name columns that exist, the time and the provider", async () => {
    const seen = await drop(await ctx.elsewhere(), unknown).catch((error: unknown) => error);
    expect(seen).toMatchObject({ import: { status: "needs-mapping" } });
    const here = await ctx.elsewhere();
    const { import: one } = await drop(here, unknown);
    const attempt = (columns: Record<string, string>, defaults: Record<string, string> = {}) =>
      mapImport(here, { importId: one.id, columns, defaults });
    await expect(attempt({ timestamp: "nowhere" })).rejects.toMatchObject({
      fields: { timestamp: expect.stringContaining("no column") },
    });
    await expect(attempt({ model: "engine" }, { provider: "openai" })).rejects.toMatchObject({
      fields: { timestamp: expect.any(String) },
    });
    await expect(attempt({ timestamp: "when" })).rejects.toMatchObject({
      fields: { provider: expect.any(String) },
    });
    await expect(attempt({ timestamp: "when", colour: "app" }, { provider: "openai" })).rejects.toMatchObject(
      { fields: { colour: expect.any(String) } },
    );
  });
});
