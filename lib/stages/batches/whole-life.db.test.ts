import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BatchStage } from "@/lib/testing/batches/batch-stage";
import { type OpenStage, openStage } from "@/lib/testing/batches/open-stage";
import { upload, work } from "@/lib/testing/batches/upload";
import type { TestContext } from "@/lib/testing/context";
import { changeFixes } from "./change-fixes";

let opened: OpenStage;
let ctx: TestContext;
let stage: BatchStage;
beforeAll(async () => {
  opened = await openStage("whole-life");
  ({ ctx, stage } = opened);
});
afterAll(() => opened.close());

const body = (n: number, model: string) => ({
  ...{
    model,
    max_tokens: 50,
    messages: [{ role: "user", content: `Sum up ticket ${n} — “urgent”\u2028please` }],
  },
  ...(n === 3 && { stream: true }),
});
const LINES = {
  openai: (n: number) =>
    JSON.stringify({
      custom_id: `ticket/${n}`,
      method: "POST",
      url: "/v1/chat/completions",
      body: body(n, "gpt-4.1-mini"),
    }),
  anthropic: (n: number) => JSON.stringify({ custom_id: `ticket/${n}`, params: body(n, "claude-haiku-4-5") }),
};

describe.each(["openai", "anthropic"] as const)("a file for %s", (provider) => {
  test("is blocked, mended, sent as it was shown, and every request comes back under its own id", async () => {
    const lines = Array.from({ length: 12 }, (_, n) => LINES[provider](n + 1));
    const { id } = await upload(ctx, `${lines.join("\n")}\n`, { provider, costCenter: "CC-1", start: "now" });
    await work(ctx);
    expect((await stage.batch(id)).state).toBe("blocked");
    await changeFixes(ctx, { batchId: id, add: { kind: "remove", at: "stream" } });
    await work(ctx);
    expect(await stage.batch(id)).toMatchObject({ state: "queued", requests: 12 });
    await stage.pass(0);
    await stage.pass(200);
    expect(await stage.batch(id)).toMatchObject({
      state: "completed",
      succeeded: 12,
      failed: 0,
      unpriced: 0,
    });
    const requests = await ctx.db.batchRequest.findMany({ where: { batchId: id }, orderBy: { n: "asc" } });
    expect(requests.map(({ customId }) => customId)).toEqual(lines.map((_, n) => `ticket/${n + 1}`));
    expect((await stage.outcomes(id)).map(({ n, status }) => [n, status])).toEqual(
      lines.map((_, n) => [n + 1, "succeeded"]),
    );
  });
});
