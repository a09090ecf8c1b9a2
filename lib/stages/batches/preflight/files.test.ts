import { describe, expect, test } from "vitest";
import { file, findingIn, line, lookThrough, many } from "@/lib/testing/batches/look-through";
import { documentDialect } from "@/lib/testing/batches/test-dialect";
import { isBlocked } from "../model/preflight";

const own = (n: number) => line({ id: `request-${n}`, text: "x".repeat(200) });
const limitOf = ({ limits }: { limits: { code: string }[] }, code: string) =>
  limits.find((line) => line.code === code);

describe("as few files as fit", () => {
  test("one when all fits", async () => {
    const { report } = await lookThrough(many(100, own));
    expect(report.parts).toMatchObject([{ number: 1, kind: "plain", requests: 100, model: "gpt-4.1" }]);
    expect(limitOf(report, "requests")).toMatchObject({ yours: 100, allowed: 50_000, consequence: "fits" });
  });

  test("split by requests, every line in one file", async () => {
    const { report, scan } = await lookThrough(many(105, own), { limits: { maxRequests: 50 } });
    expect(report.parts.map(({ requests }) => requests)).toEqual([50, 50, 5]);
    expect(limitOf(report, "requests")).toMatchObject({ yours: 105, allowed: 50, consequence: "split" });
    const counts = [0, 0, 0, 0];
    for (let row = 0; row < 105; row += 1)
      counts[scan.lines.part.get(row)] = (counts[scan.lines.part.get(row)] ?? 0) + 1;
    expect(counts).toEqual([0, 50, 50, 5]);
  });

  test("split by bytes to the byte, the frame included", async () => {
    const { report } = await lookThrough(many(10, own));
    const whole = report.parts[0]?.bytes ?? 0;
    const fits = (await lookThrough(many(10, own), { limits: { maxBytes: whole } })).report;
    expect(fits.parts).toHaveLength(1);
    const not = (await lookThrough(many(10, own), { limits: { maxBytes: whole - 1 } })).report;
    expect(not.parts.map(({ requests }) => requests)).toEqual([9, 1]);
    expect(limitOf(not, "bytes")).toMatchObject({ consequence: "split" });
    expect(not.parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(whole);
  });

  test("a body of 256 MB and one byte is two files, and of 256 MB one", async () => {
    const inside = (n: number) => JSON.stringify({ custom_id: `r${n}`, params: JSON.parse(own(n)).body });
    const options = { dialect: documentDialect, limits: { oneModel: false, onePath: false } };
    const whole = (await lookThrough(many(1000, inside), options)).report.parts[0]?.bytes ?? 0;
    const at = async (maxBytes: number) =>
      (await lookThrough(many(1000, inside), { ...options, limits: { ...options.limits, maxBytes } })).report
        .parts.length;
    expect([await at(whole), await at(whole - 1)]).toEqual([1, 2]);
  });

  test("small lines fill what large ones left", async () => {
    const sizes = (n: number) => line({ id: `r${n}`, text: "x".repeat(n % 2 ? 5000 : 100) });
    const { report } = await lookThrough(many(40, sizes), { limits: { maxBytes: 22_500 } });
    // 20 lines of about 5,150 bytes and 20 of about 250: four large ones a file, and the small ones beside them.
    expect(report.parts.length).toBe(5);
  });

  test("a line that no file can hold stops the batch", async () => {
    const text = file(own(1), line({ id: "big", text: "x".repeat(5000) }));
    const { report } = await lookThrough(text, { limits: { maxBytes: 2000 } });
    expect(findingIn(report, "larger-than-a-file")).toMatchObject({ severity: "blocker", where: [2] });
    const fixes = [{ kind: "leave-out" as const, code: "larger-than-a-file" }];
    expect((await lookThrough(text, { limits: { maxBytes: 2000 }, fixes })).report.requests).toBe(1);
  });
});

describe("several models and paths", () => {
  const text = file(
    own(1),
    line({ id: "b", model: "gpt-4.1-mini" }),
    line({ id: "c", path: "/v1/responses" }),
  );

  test("stop a file that may have one, until each is sent as its own", async () => {
    const { report } = await lookThrough(text);
    expect(findingIn(report, "several-models")).toMatchObject({
      severity: "blocker",
      detail: "gpt-4.1 and gpt-4.1-mini",
      mends: [{ label: "Send each as its own file", fix: { kind: "split-by-model" } }],
    });
    expect(findingIn(report, "several-paths").mended).toBe(false);
    const split = (await lookThrough(text, { fixes: [{ kind: "split-by-model" }] })).report;
    expect(isBlocked({ ...split, tookMs: 0 })).toBe(false);
    expect(split.parts.map(({ model, path }) => [model, path])).toEqual([
      ["gpt-4.1", "/v1/chat/completions"],
      ["gpt-4.1-mini", "/v1/chat/completions"],
      ["gpt-4.1", "/v1/responses"],
    ]);
  });

  test("are nothing to a provider that mixes them", async () => {
    const { report } = await lookThrough(text, { limits: { oneModel: false, onePath: false } });
    expect(isBlocked({ ...report, tookMs: 0 })).toBe(false);
    expect(report.parts).toMatchObject([{ requests: 3, model: null }]);
  });
});

describe("a canary", () => {
  test("is the first lines, in a file of their own, and the rest follows", async () => {
    const { report, scan } = await lookThrough(many(100, own), { canary: 10 });
    expect(report.parts.map(({ kind, requests }) => [kind, requests])).toEqual([
      ["canary", 10],
      ["plain", 90],
    ]);
    expect([0, 9, 10].map((row) => scan.lines.part.get(row))).toEqual([1, 1, 2]);
    expect(findingIn(report, "canary").detail).toBe(
      "The first 10 lines run alone; the rest waits until you release it",
    );
  });

  test("is never smaller than the provider takes, and may be all there is", async () => {
    const { report } = await lookThrough(many(300, own), { canary: 5, limits: { minRequests: 100 } });
    expect(report.parts.map(({ requests }) => requests)).toEqual([100, 200]);
    expect(findingIn(report, "canary").detail).toContain("Fewer than 100 would be refused");
    expect((await lookThrough(many(3, own), { canary: 10 })).report.parts).toMatchObject([
      { kind: "canary", requests: 3 },
    ]);
  });

  test("knows its kind: lines of another model are not among it", async () => {
    const mixed = (n: number) => line({ id: `r${n}`, model: n % 2 ? "gpt-4.1" : "gpt-4.1-mini" });
    const { report } = await lookThrough(many(20, mixed), { canary: 5, fixes: [{ kind: "split-by-model" }] });
    expect(report.parts.map(({ kind, model, requests }) => [kind, model, requests])).toEqual([
      ["canary", "gpt-4.1", 5],
      ["plain", "gpt-4.1-mini", 10],
      ["plain", "gpt-4.1", 5],
    ]);
  });
});

describe("at least so many", () => {
  const bedrock = { limits: { minRequests: 100 } };

  test("99 records are a clear choice", async () => {
    const { report } = await lookThrough(many(99, own), bedrock);
    expect(findingIn(report, "too-few-requests")).toMatchObject({
      severity: "blocker",
      title: "Testai takes at least 100 records of gpt-4.1",
      detail:
        "This has 99 records. Add 1 and upload it again, wait and pool it with the next file, or run it as normal calls",
    });
    expect(limitOf(report, "min-requests")).toMatchObject({
      yours: 99,
      allowed: 100,
      consequence: "blocked",
    });
    expect(isBlocked({ ...(await lookThrough(many(100, own), bedrock)).report, tookMs: 0 })).toBe(false);
  });

  test("the connection may state another number for a model", async () => {
    const connection = { minRequests: { "gpt-4.1*": 50 } };
    expect(
      isBlocked({ ...(await lookThrough(many(99, own), { ...bedrock, connection })).report, tookMs: 0 }),
    ).toBe(false);
  });

  test("a last file below it takes from its siblings", async () => {
    const { report } = await lookThrough(many(250, own), { limits: { minRequests: 100, maxRequests: 120 } });
    // Three files of 84 would be too few as well: no split helps.
    expect(report.parts.map(({ requests }) => requests)).toEqual([120, 120, 10]);
    expect(isBlocked({ ...report, tookMs: 0 })).toBe(true);
    const better = (await lookThrough(many(1010, own), { limits: { minRequests: 100, maxRequests: 500 } }))
      .report;
    expect(better.parts.map(({ requests }) => requests)).toEqual([337, 337, 336]);
    expect(isBlocked({ ...better, tookMs: 0 })).toBe(false);
  });
});

describe("the queue", () => {
  const text = many(100, (n) => line({ id: `r${n}`, text: "x".repeat(3972) }));

  test("no file is larger than it, doubt included; what runs already is counted", async () => {
    const connection = { enqueuedTokens: { "gpt-4.1": 30_000, "*": 1 } };
    const { report } = await lookThrough(text, { connection });
    expect(report.parts.length).toBeGreaterThan(3);
    for (const part of report.parts) expect(part.inputTokens).toBeLessThanOrEqual(30_000);
    expect(limitOf(report, "enqueued-tokens")).toMatchObject({ allowed: 30_000, consequence: "waits" });
  });

  test("it fits while there is room, and waits while there is not", async () => {
    const connection = { enqueuedTokens: { "*": 150_000 } };
    const fits = (await lookThrough(text, { connection })).report;
    expect(limitOf(fits, "enqueued-tokens")).toMatchObject({ consequence: "fits" });
    const running = [{ model: "gpt-4.1", inputTokens: 100_000, jobs: 2 }];
    const waits = (await lookThrough(text, { connection, running })).report;
    expect(limitOf(waits, "enqueued-tokens")).toMatchObject({
      label: "Tokens in the queue, 100,000 in use",
      consequence: "waits",
    });
  });

  test("a limit that nobody states is unknown, never endless", async () => {
    expect(limitOf((await lookThrough(text)).report, "enqueued-tokens")).toMatchObject({
      allowed: null,
      consequence: "unknown",
    });
  });

  test("a line that is larger than all of it stops the batch", async () => {
    const { report } = await lookThrough(text, { connection: { enqueuedTokens: { "*": 500 } } });
    expect(findingIn(report, "larger-than-the-queue")).toMatchObject({ severity: "blocker", lines: 100 });
  });

  test("jobs at a time are counted by model", async () => {
    const connection = { concurrentJobs: { "*": 2 } };
    const options = {
      connection,
      limits: { maxRequests: 50 },
      running: [{ model: "gpt-4.1", inputTokens: 0, jobs: 1 }],
    };
    expect(limitOf((await lookThrough(text, options)).report, "concurrent-jobs")).toMatchObject({
      label: "Files at a time, 1 running",
      yours: 2,
      allowed: 2,
      consequence: "waits",
    });
  });
});

describe("outliers", () => {
  const mostly = (n: number) => line({ id: `r${n}`, text: "x".repeat(n === 150 ? 400_000 : 400) });

  test("go apart, last, so that no file waits for them", async () => {
    const { report, scan } = await lookThrough(many(400, mostly));
    expect(report.parts.map(({ kind, requests }) => [kind, requests])).toEqual([
      ["plain", 399],
      ["apart", 1],
    ]);
    expect(findingIn(report, "outliers")).toMatchObject({ severity: "pass", where: [150] });
    expect(scan.lines.part.get(149)).toBe(2);
  });

  test("so does a line that may write much more than the others", async () => {
    const limits = (n: number) => line({ id: `r${n}`, body: { max_tokens: n === 7 ? 60_000 : 100 } });
    expect(findingIn((await lookThrough(many(300, limits))).report, "outliers").where).toEqual([7]);
    const fixes = [{ kind: "limit-output" as const, tokens: 1024 }];
    expect((await lookThrough(many(300, limits), { fixes })).report.parts).toHaveLength(1);
  });

  test("are none where they are the shape of the file, or where their part would be refused", async () => {
    const tenth = (n: number) => line({ id: `r${n}`, text: "x".repeat(n % 10 ? 400 : 400_000) });
    expect((await lookThrough(many(300, tenth))).report.parts).toHaveLength(1);
    expect(
      (await lookThrough(many(400, mostly), { limits: { minRequests: 100 } })).report.parts,
    ).toHaveLength(1);
  });
});
