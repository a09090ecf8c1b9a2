import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import type { ProviderFixture } from "./fixture";
import { idsIn, idsOf, SECRET, type Stage, tally, wordsIn } from "./stage";

export function resultCases(fixture: ProviderFixture, stage: () => Stage): void {
  const { fewest, operations, seconds, lacks } = fixture;
  const { dialect } = fixture.definition;
  const size = Math.max(12, fewest);
  const run = async (requests: number) => {
    const { submission, batch } = await stage().start(requests);
    await stage().advance(seconds.run);
    return { submission, id: batch.id };
  };
  const withFault = (name: string, more: Record<string, unknown> = {}) => ({ name, count: 1, ...more });

  test("a thousand lines come in an order of their own, each once", async () => {
    const { submission, id } = await run(1000);
    const outcomes = await stage().outcomes(id);
    expect(idsIn(outcomes)).toEqual(idsOf(submission));
    const order = outcomes.map((outcome) => Number(outcome.id?.split("_")[1]));
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
  });

  const known = (...names: string[]) => names.filter((name) => !lacks.includes(name));

  describe.each(known("bom", "blank-line", "line-separator"))("%s", (name) => {
    test("in a result file changes nothing", async () => {
      await stage().fault({ name });
      const { submission, id } = await run(size);
      const outcomes = await stage().outcomes(id);
      expect(idsIn(outcomes)).toEqual(idsOf(submission));
      expect(tally(outcomes)).toEqual({ succeeded: size });
    });
  });

  describe.each(known("empty-body", "status-zero"))("%s", (name) => {
    test("is one failed request that may be sent again", async () => {
      await stage().fault(withFault(name));
      const { submission, id } = await run(size);
      const outcomes = await stage().outcomes(id);
      expect(idsIn(outcomes)).toEqual(idsOf(submission));
      expect(tally(outcomes)).toEqual({ succeeded: size - 1, failed: 1 });
      const failed = outcomes.find(({ status }) => status === "failed");
      expect(failed).toMatchObject({ remedy: "resend", usage: null });
    });
  });

  test.each(known("missing-line"))("%s: it is missing, and nothing else", async (name) => {
    await stage().fault(withFault(name));
    const { submission, id } = await run(size);
    const ids = idsIn(await stage().outcomes(id));
    expect(ids).toHaveLength(size - 1);
    expect(idsOf(submission)).toEqual(expect.arrayContaining(ids));
  });

  test.each(known("unknown-id"))("%s: a line for an id that we never sent is passed on", async (name) => {
    await stage().fault(withFault(name));
    const { submission, id } = await run(size);
    const ids = idsIn(await stage().outcomes(id));
    expect(ids).toHaveLength(size + 1);
    expect(ids.filter((one) => !idsOf(submission).includes(String(one)))).toHaveLength(1);
  });

  test.each(known("duplicate-id"))("%s: an id that comes twice is passed on twice", async (name) => {
    await stage().fault(withFault(name));
    const { id } = await run(size);
    const ids = idsIn(await stage().outcomes(id));
    expect(ids).toHaveLength(size + 1);
    expect(new Set(ids).size).toBe(size);
  });

  describe.each([
    ["breaks off", {}],
    ["ends early as if it were whole", { clean: true }],
  ])("a download that %s", (_how, how) => {
    test("is told, and the next one is whole", async () => {
      const { submission, id } = await run(200);
      await stage().fault({ name: "truncated-download", operation: operations.download, count: 1, ...how });
      const error: unknown = await stage()
        .results(id)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: "provider_busy", retryable: true });
      expect(idsIn(await stage().outcomes(id))).toEqual(idsOf(submission));
    });
  });

  test("too many requests while downloading: later, when the provider says", async () => {
    const { id } = await run(fewest);
    await stage().fault({ name: "rate-limited", operation: operations.download, seconds: 9 });
    await expect(stage().results(id)).rejects.toMatchObject({ code: "provider_busy", retryAfterSeconds: 9 });
  });

  test("one line that is cut is one failed request", async () => {
    const { submission, id } = await run(size);
    const lines = await stage().results(id);
    const broken = lines.map(({ part, bytes }, n) =>
      dialect.readResult({ part, bytes: n === 1 ? bytes.subarray(0, bytes.length - 20) : bytes }),
    );
    expect(idsIn(broken)).toEqual(idsOf(submission));
    expect(tally(broken)).toEqual({ succeeded: size - 1, failed: 1 });
  });

  test("lines are bytes without their ends, and stop when nobody reads on", async () => {
    const { id } = await run(200);
    let first: Uint8Array | null = null;
    for await (const { bytes } of stage().provider.results(id, new AbortController().signal)) {
      first = bytes;
      break;
    }
    const text = new TextDecoder().decode(first ?? new Uint8Array());
    expect(text.startsWith("{") && text.endsWith("}")).toBe(true);
  });

  test("no message holds a word of a prompt or an answer", async () => {
    await stage().rule([{ pattern: "_\\d*[02468]$", outcome: "failed" }]);
    const { id } = await run(60);
    const outcomes = await stage().outcomes(id);
    expect(tally(outcomes)).toEqual({ succeeded: 30, failed: 30 });
    expect(wordsIn(outcomes)).not.toContain(SECRET);
  });
}
