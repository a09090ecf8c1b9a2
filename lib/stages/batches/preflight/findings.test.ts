import { describe, expect, test } from "vitest";
import { file, findingIn, line, lookThrough, many } from "@/lib/testing/batches/look-through";
import { recordsDialect } from "@/lib/testing/batches/test-dialect";
import { withFix, withoutFix } from "../model/fix";
import { isBlocked } from "../model/preflight";
import { reasonOf } from "../model/preflight/reason";

const codes = ({ findings }: { findings: { code: string }[] }) => findings.map(({ code }) => code);
const history = { mean: 200, p99: 900, calls: 4000 };

describe("what a batch refuses", () => {
  const text = file(
    ...[1, 2, 3, 4, 5].map((n) => line({ id: `r${n}`, body: n === 2 || n === 3 ? { stream: true } : {} })),
  );

  test("is told once with its lines and its click", async () => {
    const { report } = await lookThrough(text);
    expect(findingIn(report, "streaming:stream")).toMatchObject({
      severity: "blocker",
      title: "A batch does not stream",
      detail: "`stream` on lines 2 to 3",
      lines: 2,
      where: [2, 3],
      mended: false,
      mends: [
        { label: "Remove the flag", fix: { kind: "remove", at: "stream" } },
        { label: "Leave them out", fix: { kind: "leave-out", code: "streaming:stream" } },
      ],
    });
    expect(isBlocked({ ...report, tookMs: 0 })).toBe(true);
    expect(reasonOf({ ...report, tookMs: 0 })).toEqual({
      code: "streaming:stream",
      message: "2 lines block the start. A batch does not stream.",
    });
    expect(report.findings[0]?.severity).toBe("blocker");
  });

  test("goes with one fix, comes back without it, and a fix in its place replaces it", async () => {
    const fix = { kind: "remove" as const, at: "stream" };
    const mended = (await lookThrough(text, { fixes: withFix([], fix) })).report;
    expect(findingIn(mended, "streaming:stream")).toMatchObject({
      mended: true,
      lines: 2,
      mends: [{ label: "Remove the flag", fix }],
    });
    expect(isBlocked({ ...mended, tookMs: 0 })).toBe(false);
    const undone = (await lookThrough(text, { fixes: withoutFix([fix], fix) })).report;
    expect(undone).toEqual((await lookThrough(text)).report);
  });

  test("may be left out instead", async () => {
    const { report } = await lookThrough(text, { fixes: [{ kind: "leave-out", code: "streaming:stream" }] });
    expect(report).toMatchObject({ lines: 5, requests: 3 });
    expect(isBlocked({ ...report, tookMs: 0 })).toBe(false);
  });

  test("has only leaving out where nothing mends it", async () => {
    const { report } = await lookThrough(file(line({ body: { forbidden: 1 } })));
    expect(findingIn(report, "forbidden:forbidden").mends.map(({ fix }) => fix.kind)).toEqual(["leave-out"]);
  });

  test("an output limit that the provider needs is offered as high as the endpoint's own answers", async () => {
    const { report } = await lookThrough(file(line({ body: { max_tokens: undefined, needs_limit: true } })), {
      history,
    });
    expect(findingIn(report, "limit-missing:max_tokens").mends[0]).toEqual({
      label: "Set 1,024 tokens",
      fix: { kind: "limit-output", tokens: 1024 },
    });
    const fixes = [{ kind: "limit-output" as const, tokens: 1024 }];
    const text = file(line({ body: { max_tokens: undefined, needs_limit: true } }));
    expect(isBlocked({ ...(await lookThrough(text, { fixes, history })).report, tookMs: 0 })).toBe(false);
  });
});

describe("ids are the person's own; ours are sent", () => {
  test("duplicates are advice: keep the first of each, or give each its own", async () => {
    const text = file(line({ id: "a" }), line({ id: "b" }), line({ id: "a" }), line({ id: "a" }));
    const { report } = await lookThrough(text);
    expect(findingIn(report, "duplicate-ids")).toMatchObject({
      severity: "advice",
      title: "Duplicate request ids",
      lines: 2,
      where: [3, 4],
      mends: [{ fix: { kind: "keep-first" } }, { fix: { kind: "rename-duplicates" } }],
    });
    expect(report.requests).toBe(4);
    const kept = (await lookThrough(text, { fixes: [{ kind: "keep-first" }] })).report;
    expect(kept.requests).toBe(2);
    const renamed = await lookThrough(text, { fixes: [{ kind: "rename-duplicates" }] });
    expect(renamed.report.requests).toBe(4);
    expect([2, 3].map((row) => renamed.scan.lines.ordinal.get(row))).toEqual([2, 3]);
  });

  test("the first that is sent counts as the first", async () => {
    const text = file(line({ id: "a", body: { forbidden: 1 } }), line({ id: "a" }));
    const fixes = [
      { kind: "leave-out" as const, code: "forbidden:forbidden" },
      { kind: "keep-first" as const },
    ];
    const { report } = await lookThrough(text, { fixes });
    expect(report.requests).toBe(1);
    expect(codes(report)).not.toContain("duplicate-ids");
  });

  test("a file of bare bodies has none by nature; some missing ones are told", async () => {
    const bare = JSON.stringify({
      model: "gpt-4.1",
      max_tokens: 5,
      messages: [{ role: "user", content: "Hi" }],
    });
    expect(findingIn((await lookThrough(file(bare, bare))).report, "missing-ids")).toMatchObject({
      severity: "pass",
      lines: 2,
    });
    const some = (await lookThrough(file(line(), line({ id: null }), line({ id: "" })))).report;
    expect(findingIn(some, "missing-ids")).toMatchObject({ severity: "advice", where: [2, 3] });
  });

  test("one that is too long, or holds a NUL, stops the batch", async () => {
    const text = file(line({ id: "x".repeat(513) }), line({ id: "a\u0000b" }), line({ id: "x".repeat(512) }));
    expect(findingIn((await lookThrough(text)).report, "bad-id")).toMatchObject({
      severity: "blocker",
      where: [1, 2],
    });
  });

  test("ids with an answer in an earlier batch are told, and can be left out", async () => {
    const text = file(line({ id: "a" }), line({ id: "b" }), line({ id: "c" }));
    const { report } = await lookThrough(text, { paid: ["b", "x"] });
    expect(findingIn(report, "paid-before")).toMatchObject({ severity: "advice", where: [2] });
    const fixes = [{ kind: "leave-out" as const, code: "paid-before" }];
    expect((await lookThrough(text, { paid: ["b"], fixes })).report.requests).toBe(2);
  });
});

describe("output limits", () => {
  const open = (n: number) => line({ id: `r${n}`, body: n <= 3 ? { max_tokens: undefined } : {} });

  test("none: what it may cost, and a ceiling from the endpoint's own 99 %", async () => {
    const { report } = await lookThrough(many(10, open), { history });
    expect(findingIn(report, "no-output-limit")).toMatchObject({
      severity: "advice",
      lines: 3,
      // Three answers of 16,384 tokens instead of 200, at $4 a million.
      detail: "Cost could rise by up to $0.19 if these run long",
      mends: [{ label: "Set 1,024 tokens" }],
    });
    expect(report.outputTokens.expected).toBe(3 * 200 + 7 * 100);
    expect(report.outputTokensBy).toBe("the mean of 4,000 calls of this endpoint");
  });

  test("the fix sets it, and the cost at most falls", async () => {
    const before = (await lookThrough(many(10, open), { history })).report;
    const fixes = [{ kind: "limit-output" as const, tokens: 1024 }];
    const after = (await lookThrough(many(10, open), { history, fixes })).report;
    expect(findingIn(after, "no-output-limit").mended).toBe(true);
    expect(BigInt(after.cost.high ?? 0)).toBeLessThan(BigInt(before.cost.high ?? 0));
  });

  test("far above what the endpoint writes: runaway limits are told, where its answers are known", async () => {
    const text = file(line({ body: { max_tokens: 60_000 } }), line({ id: "b" }));
    expect(findingIn((await lookThrough(text, { history })).report, "high-output-limit")).toMatchObject({
      where: [1],
    });
    expect(codes((await lookThrough(text)).report)).not.toContain("high-output-limit");
  });

  test("without calls to go by the default is said", async () => {
    const { report } = await lookThrough(many(3, open));
    expect(findingIn(report, "no-output-limit").mends[0]?.label).toBe("Set 4,096 tokens");
    expect(report.outputTokensBy).toMatch(/500 tokens each, an assumption/);
  });

  test("embeddings write nothing and need none", async () => {
    const own = (n: number) =>
      line({
        id: `r${n}`,
        path: "/v1/embeddings",
        model: "text-embedding-3-small",
        body: { messages: undefined, input: "Hello", max_tokens: undefined },
      });
    const { report } = await lookThrough(many(3, own));
    expect(codes(report)).not.toContain("no-output-limit");
    expect(report.outputTokens).toEqual({ expected: 0, low: 0, high: 0 });
  });
});

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
