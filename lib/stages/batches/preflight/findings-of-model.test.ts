import { describe, expect, test } from "vitest";
import { file, findingIn, line, lookThrough, many } from "@/lib/testing/batches/look-through";
import { recordsDialect } from "@/lib/testing/batches/test-dialect";
import { isBlocked } from "../model/preflight";

const codes = ({ findings }: { findings: { code: string }[] }) => findings.map(({ code }) => code);
const history = { mean: 200, p99: 900, calls: 4000 };

describe("whether it can be batched at all", () => {
  const yes = {
    tools: "yes",
    "structured-output": "yes",
    caching: "yes",
    images: "yes",
    streaming: "no",
  } as const;
  const text = file(line(), line({ id: "b", body: { tools: [{}] } }));

  test("a model that cannot stops it, one that nobody speaks of is told", async () => {
    const no = await lookThrough(text, {
      supportOf: () => ({ supported: "no", features: yes, statement: null }),
    });
    expect(findingIn(no.report, "not-batchable:0")).toMatchObject({ severity: "blocker", lines: 2 });
    const unknown = await lookThrough(text, {
      supportOf: () => ({ supported: "unknown", features: yes, statement: null }),
    });
    expect(findingIn(unknown.report, "support-unknown:0").severity).toBe("advice");
    expect(isBlocked({ ...unknown.report, tookMs: 0 })).toBe(false);
  });

  test("a feature that cannot stops its lines alone; a cache without effect stops none", async () => {
    const of = (features: Partial<Record<keyof typeof yes, "yes" | "no" | "unknown">>) => () => ({
      ...{ supported: "yes" as const, statement: null },
      features: { ...yes, ...features },
    });
    const no = (await lookThrough(text, { supportOf: of({ tools: "no" }) })).report;
    expect(findingIn(no, "feature:tools")).toMatchObject({ severity: "blocker", where: [2] });
    const left = [{ kind: "leave-out" as const, code: "feature:tools" }];
    expect((await lookThrough(text, { supportOf: of({ tools: "no" }), fixes: left })).report.requests).toBe(
      1,
    );
    const unknown = (await lookThrough(text, { supportOf: of({ tools: "unknown" }) })).report;
    expect(findingIn(unknown, "feature-unknown:tools").severity).toBe("advice");
  });
});

describe("the context window", () => {
  const text = file(line({ id: "short" }), line({ id: "long", text: "word ".repeat(4000) }));
  const windowOf = (contextWindow: number | null) => () => ({ contextWindow, maxOutput: 1000 });

  test("what surely does not fit stops the batch, and can be left out", async () => {
    const { report } = await lookThrough(text, { modelOf: windowOf(4000) });
    expect(findingIn(report, "context-window")).toMatchObject({ severity: "blocker", where: [2] });
    const fixes = [{ kind: "leave-out" as const, code: "context-window" }];
    const left = (await lookThrough(text, { modelOf: windowOf(4000), fixes })).report;
    expect(left.requests).toBe(1);
    expect(isBlocked({ ...left, tookMs: 0 })).toBe(false);
  });

  test("what may not fit by an estimate is advice; an unknown window is said; a known one passes", async () => {
    expect(codes((await lookThrough(text, { modelOf: windowOf(5130) })).report)).toContain("context-close");
    expect(
      findingIn((await lookThrough(text, { modelOf: windowOf(null) })).report, "context-unknown"),
    ).toMatchObject({
      severity: "advice",
      lines: 2,
    });
    expect(findingIn((await lookThrough(text)).report, "context-fits")).toMatchObject({
      severity: "pass",
      title: "Every prompt fits the context window",
      detail: "Longest is 5,030 tokens",
    });
  });

  test("counted tokens leave no doubt", async () => {
    const counted = Uint32Array.from([10, 5000]);
    const fits = (await lookThrough(text, { modelOf: windowOf(5100), counted })).report;
    expect(codes(fits)).toContain("context-fits");
    expect(fits.inputTokensBy).toEqual({ how: "exact", tokenizer: "o200k_base" });
    expect(fits.inputTokens).toEqual({ expected: 5010, low: 5010, high: 5010 });
    expect(codes((await lookThrough(text, { modelOf: windowOf(5099), counted })).report)).toContain(
      "context-window",
    );
  });
});

describe("prices", () => {
  test("sync and batch, half of it, with the words of the page", async () => {
    const text = many(1000, (n) => line({ id: `r${n}`, text: "x".repeat(3972) }));
    const { report } = await lookThrough(text, { history });
    expect(report.inputTokens.expected).toBe(1_000_000);
    expect(report.cost).toMatchObject({
      sync: (2_000_000n * 1_000_000n + 8_000_000n * 100_000n).toString(),
      batch: (1_000_000n * 1_000_000n + 4_000_000n * 100_000n).toString(),
      unpriced: [],
      source: "Test list, 2025-11-01",
    });
    expect(report.cost.words).toMatch(
      /^1\.0 M in at \$2\.00 and 100,000 out at \$8\.00 per million, before the discount\..* No cache hits are assumed\.$/,
    );
  });

  test("a long prompt pays the long band", async () => {
    const { report } = await lookThrough(file(line({ text: "x".repeat(500_000) })), {
      modelOf: () => ({ contextWindow: null, maxOutput: null }),
    });
    const tokens = BigInt(report.inputTokens.expected);
    expect(tokens).toBeGreaterThan(100_000n);
    expect(report.cost.batch).toBe((tokens * 2_000_000n + 100n * 8_000_000n).toString());
    expect(report.cost.words).toContain("1 line cost more");
  });

  test("no price is named, and never counted as nothing", async () => {
    const text = file(line(), line({ id: "b", model: "made-up" }));
    const { report } = await lookThrough(text, { fixes: [{ kind: "split-by-model" }] });
    expect(findingIn(report, "no-price")).toMatchObject({ severity: "advice" });
    expect(report.cost).toMatchObject({ sync: null, batch: null, high: null, unpriced: ["made-up"] });
  });
});

test("lines that name no model take the batch's", async () => {
  const own = JSON.stringify({ recordId: "CALL0000001", modelInput: { messages: [], max_tokens: 5 } });
  const { report } = await lookThrough(file(own), {
    dialect: recordsDialect,
    model: "gpt-4.1",
    provider: "bedrock",
  });
  expect(report).toMatchObject({
    models: ["gpt-4.1"],
    paths: ["InvokeModel"],
    parts: [{ model: "gpt-4.1" }],
  });
});
