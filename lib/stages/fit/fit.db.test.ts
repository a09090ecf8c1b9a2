import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formats } from "@/lib/adapters/formats/index";
import { importFile } from "@/lib/stages/imports/import-file";
import { receiveImport } from "@/lib/stages/imports/receive-import";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { readAddress } from "@/lib/stages/spend/model/query";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { type TestContext, testContext } from "@/lib/testing/context";
import { assumeForecast } from "./assume-forecast";
import { overrideVerdict } from "./override-verdict";
import { readFit } from "./read-fit";
import { readOutputHistory } from "./read-output-history";
import { refreshFigures } from "./refresh-figures";
import { refreshFit } from "./refresh-fit";

let ctx: TestContext;

const HEADING =
  "timestamp,provider,model,endpoint,owner,request_id,input_tokens,cached_input_tokens,output_tokens,tier,stream,tool_calls,session_id,user_agent,result_read_at";

/** 60 nightly calls read in the morning, and 60 that stream to a browser in the afternoon. */
function usage(): string {
  const rows = Array.from({ length: 60 }, (_, index) => {
    const day = `2025-11-${String(1 + (index % 28)).padStart(2, "0")}`;
    const minute = String(index % 60).padStart(2, "0");
    return [
      `${day}T02:${minute}:00Z,anthropic,claude-sonnet-4-5,nightly/summaries,ann@example.com,n-${index},58000,42000,9000,sync,false,0,,kube-cronjob/1.30,${day}T09:00:00Z`,
      `${day}T14:${minute}:00Z,openai,gpt-4.1,app/screen,ben@example.com,s-${index},1000,0,300,sync,true,0,,Mozilla/5.0 Chrome/140.0,`,
    ];
  });
  return [HEADING, ...rows.flat()].join("\n");
}

async function take(text: string, filename: string): Promise<void> {
  async function* body() {
    yield new TextEncoder().encode(text);
  }
  const { id } = await receiveImport(ctx, {
    kind: "usage",
    format: "auto",
    filename,
    body: body(),
    bytesTotal: null,
  });
  const { status } = await importFile(ctx, { importId: id });
  expect(status).toBe("done");
}

beforeAll(async () => {
  ctx = await testContext({ formats, catalogue: openCatalogue() });
  await take(usage(), "usage.csv");
  await refreshFigures(ctx);
});
afterAll(() => ctx.close());

const rowOf = async (label: string) => {
  const page = await readSpend(ctx, readAddress(new URLSearchParams(), 50));
  return page.rows.find((row) => row.label === label);
};

describe("from rows to a verdict", () => {
  test("the nightly job can wait, the screen cannot, and each says why", async () => {
    expect(await readFit(ctx, "nightly/summaries")).toMatchObject({
      verdict: "good",
      reason: "Scheduled, read 6 h 31 m later",
    });
    expect(await readFit(ctx, "app/screen")).toMatchObject({
      verdict: "stays-sync",
      reason: "Streams to a person",
      work: "person-waits",
    });
  });

  test("Spend shows verdict and saving; what stays sync saves nothing", async () => {
    const nightly = await rowOf("nightly/summaries");
    expect(nightly?.fit?.verdict).toBe("good");
    // 60 × (58,000 × $3 + 42,000 × $0.30 + 9,000 × $15 per million) = $19.296; half is $9.648; 42% → 30% hits give $0.972 back.
    expect(nightly?.cost).toBe(19_296_000_000_000n);
    expect(nightly?.forecastSaving).toBe(8_676_000_000_000n);
    expect((await rowOf("app/screen"))?.forecastSaving).toBeNull();
  });

  test("the waterfall sums to the cent and equals Spend's figure", async () => {
    const fit = await readFit(ctx, "nightly/summaries");
    const steps = fit?.forecast.steps;
    if (!steps) throw new Error("no forecast");
    expect(steps.withoutCache + steps.cache).toBe(steps.sync);
    expect(steps.sync + steps.discount + steps.fewerHits).toBe(steps.forecast);
    expect(steps.sync).toBe((await rowOf("nightly/summaries"))?.cost);
  });
});

describe("what did not change is not measured again", () => {
  test("a second run measures nothing", async () => {
    expect(await refreshFit(ctx)).toEqual({ measured: 0 });
  });

  test("a new import measures only the endpoint it touches", async () => {
    const extra =
      "2025-11-20T03:00:00Z,anthropic,claude-sonnet-4-5,nightly/summaries,ann@example.com,extra-1,10,0,10,sync,false,0,,cron/1,";
    await take([HEADING, extra].join("\n"), "more.csv");
    expect(await refreshFit(ctx)).toEqual({ measured: 1 });
    await refreshFigures(ctx);
  });
});

describe("a person knows better", () => {
  test("a manager's verdict holds over the measured one, with a reason, until it is withdrawn", async () => {
    await overrideVerdict(ctx.as("manager"), {
      endpoint: "app/screen",
      verdict: "partial",
      reason: "Drafts can wait",
    });
    const shown = (await rowOf("app/screen"))?.fit;
    expect([shown?.verdict, shown?.reasons[0]]).toEqual(["partial", "Drafts can wait"]);
    // What was seen stays beside it, with its numbers.
    expect(shown?.reasons).toContain("Streams its answer: 100%");
    await overrideVerdict(ctx.as("manager"), { endpoint: "app/screen", verdict: "", reason: "" });
    const fit = await readFit(ctx, "app/screen");
    expect(fit?.verdict).toBe("stays-sync");
    expect(fit?.history).toHaveLength(1);
  });

  test("another hit rate moves the figure on every page", async () => {
    const before = (await rowOf("nightly/summaries"))?.forecastSaving ?? 0n;
    await assumeForecast(ctx.as("manager"), {
      endpoint: "nightly/summaries",
      hitRate: "0.42",
      tail: null,
      fit: null,
    });
    const after = (await rowOf("nightly/summaries"))?.forecastSaving ?? 0n;
    expect(after > before).toBe(true);
    expect((await readFit(ctx, "nightly/summaries"))?.forecast.steps.fewerHits).toBe(0n);
  });
});

describe("who may not", () => {
  test("an owner sees only their own endpoint's verdict and changes none", async () => {
    const owner = ctx.as("owner", "ann@example.com");
    expect((await readFit(owner, "nightly/summaries"))?.verdict).toBe("good");
    await expect(readFit(owner, "app/screen")).rejects.toMatchObject({ code: "not_found" });
    const input = { endpoint: "nightly/summaries", verdict: "good" as const, reason: "mine" };
    await expect(overrideVerdict(owner, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(overrideVerdict(ctx.as("finance"), input)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("how much its calls write", () => {
  const idOf = async (label: string) => {
    const row = await ctx.db.endpoint.findFirstOrThrow({ where: { label } });
    return row.id;
  };

  test("mean and p99 come from its own calls", async () => {
    expect(await readOutputHistory(ctx, await idOf("app/screen"))).toEqual({
      mean: 300,
      p99: 300,
      calls: 60,
    });
  });

  test("an endpoint that was never seen has none, and neither has another organisation", async () => {
    const id = await idOf("app/screen");
    expect(await readOutputHistory(ctx, id + 10_000)).toBeNull();
    expect(await readOutputHistory(await ctx.elsewhere(), id)).toBeNull();
  });
});
