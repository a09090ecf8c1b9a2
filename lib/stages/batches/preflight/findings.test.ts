import { describe, expect, test } from "vitest";
import { file, findingIn, line, lookThrough, many } from "@/lib/testing/batches/look-through";
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
      detail: "Cost could rise by up to $0.1942 if these run long",
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
