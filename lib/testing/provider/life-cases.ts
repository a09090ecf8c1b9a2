import { expect, test } from "vitest";
import type { ProviderFixture } from "./fixture";
import { changeJson, startProxy } from "./proxy";
import { idsIn, idsOf, never, SECRET, type Stage, tally, wordsIn } from "./stage";

export function lifeCases(fixture: ProviderFixture, stage: () => Stage): void {
  const { fewest, operations, seconds } = fixture;
  const size = Math.max(12, fewest);

  test("a whole batch: every request ends once, with its tokens", async () => {
    const { submission, batch } = await stage().start(size);
    expect(batch).toMatchObject({ ending: null, endedAt: null, hasResults: false });
    await stage().advance(seconds.run);
    const over = await stage().check(batch.id);
    expect(over).toMatchObject({ id: batch.id, state: "over", ending: "completed", hasResults: true });
    expect(over.counts).toMatchObject({ total: size, succeeded: size, failed: 0 });
    expect(over.endedAt?.getTime()).toBeGreaterThan(over.createdAt.getTime());
    const outcomes = await stage().outcomes(batch.id);
    expect(idsIn(outcomes)).toEqual(idsOf(submission));
    expect(tally(outcomes)).toEqual({ succeeded: size });
    for (const { usage, response, code, message, remedy } of outcomes) {
      expect(usage?.freshInput).toBeGreaterThan(0);
      expect(usage?.output).toBeGreaterThan(0);
      expect(response).toBeTruthy();
      expect([code, message, remedy]).toEqual([null, null, null]);
    }
  });

  test("before the end nothing is called done, and nothing unknown is a zero", async () => {
    const { batch } = await stage().start(size);
    const { state, counts, failure } = await stage().check(batch.id);
    expect(["validating", "running"]).toContain(state);
    expect(failure).toBeNull();
    if (counts) expect(counts).toMatchObject({ total: size, expired: null, cancelled: null });
  });

  test("some fail: each says why and whether to fix it or send it again", async () => {
    await stage().rule([{ pattern: "_[123]$", outcome: "failed" }]);
    const { submission, batch } = await stage().start(size);
    await stage().advance(seconds.run);
    const outcomes = await stage().outcomes(batch.id);
    expect(idsIn(outcomes)).toEqual(idsOf(submission));
    expect(tally(outcomes)).toEqual({ succeeded: size - 3, failed: 3 });
    const failed = outcomes.filter(({ status }) => status === "failed");
    for (const { code, message, remedy, response } of failed) {
      expect(code).toMatch(/^[\w.:-]+$/);
      expect(message).toMatch(/^[A-Z].*\.$/);
      expect(["fix", "resend"]).toContain(remedy);
      expect(response).toBeNull();
    }
    expect(wordsIn(failed)).not.toContain(SECRET);
    expect((await stage().check(batch.id)).counts).toMatchObject({ total: size, failed: 3 });
  });

  test("a window that closes leaves what was done, and says of the rest that it expired", async () => {
    await stage().rule([{ pattern: "_[12]$", outcome: "expired" }]);
    const { submission, batch } = await stage().start(size);
    await stage().advance(seconds.run);
    await stage().advance(seconds.window);
    const over = await stage().check(batch.id);
    expect(over).toMatchObject({ state: "over", ending: "expired", hasResults: true });
    expect(over.counts).toMatchObject({ total: size, succeeded: size - 2, expired: 2, cancelled: 0 });
    const outcomes = await stage().outcomes(batch.id);
    expect(idsIn(outcomes)).toEqual(idsOf(submission));
    expect(tally(outcomes)).toEqual({ succeeded: size - 2, expired: 2 });
    const expired = outcomes.filter(({ status }) => status === "expired");
    expect(expired.every(({ usage, remedy }) => usage === null && remedy === "resend")).toBe(true);
  });

  test("a cancelled batch keeps what was done, and cancelling again is no error", async () => {
    const { submission, batch } = await stage().start(size);
    await stage().advance(seconds.run / 2);
    await stage().provider.cancel(batch.id, never);
    await stage().provider.cancel(batch.id, never);
    expect((await stage().check(batch.id)).state).toBe("cancelling");
    await stage().advance(seconds.run);
    const over = await stage().check(batch.id);
    expect(over).toMatchObject({ state: "over", ending: "cancelled" });
    await stage().provider.cancel(batch.id, never);
    const outcomes = await stage().outcomes(batch.id);
    expect(idsIn(outcomes)).toEqual(idsOf(submission));
    const { succeeded = 0, cancelled = 0 } = tally(outcomes);
    expect(succeeded).toBeGreaterThan(0);
    expect(cancelled).toBeGreaterThan(0);
    expect(succeeded + cancelled).toBe(size);
    expect(over.counts).toMatchObject({ succeeded, cancelled, expired: 0 });
  });

  test("a state that nobody knows means that it still runs", async () => {
    const { batch } = await stage().start(fewest);
    await stage().advance(seconds.run);
    const proxy = await startProxy(stage().simulators.address, changeJson(fixture.withUnknownState));
    try {
      const provider = fixture.definition.open(stage().simulators.connection({ address: proxy.url }));
      expect(await provider.check(batch.id, never)).toMatchObject({
        id: batch.id,
        state: "running",
        ending: null,
        endedAt: null,
      });
    } finally {
      await proxy.stop();
    }
  });

  test("a batch that is not known yet is not found, and then it is", async () => {
    await stage().fault({ name: "not-found-after-create", seconds: 20, count: 1 });
    const { batch } = await stage().start(fewest);
    await expect(stage().check(batch.id)).rejects.toMatchObject({ code: "not_found", retryable: false });
    await stage().advance(21);
    expect(await stage().check(batch.id)).toMatchObject({ id: batch.id });
  });

  test("an id of nobody's is not found", async () => {
    const { batch } = await stage().start(fewest);
    const stranger = `${batch.id.slice(0, -4)}0000`;
    await expect(stage().check(stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(stage().provider.cancel(stranger, never)).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([
    ["rate-limited", { code: "provider_busy", retryable: true, retryAfterSeconds: 7 }],
    ["server-error", { code: "provider_busy", retryable: true }],
    ["drop-before-accept", { code: "provider_busy", retryable: true }],
    ["unauthorized", { code: "provider_refused", retryable: false }],
  ])("%s while looking is told as what it is, without the key", async (name, expected) => {
    const { batch } = await stage().start(fewest);
    await stage().fault({ name, operation: operations.check, seconds: 7 });
    const error: unknown = await stage()
      .check(batch.id)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(expected);
    expect(error).toBeInstanceOf(Error);
    expect(`${error instanceof Error ? `${error.message} ${error.stack}` : ""}`).not.toContain(
      stage().simulators.key,
    );
  });

  test("what is stopped ends, and may be tried again", async () => {
    const { batch } = await stage().start(fewest);
    await stage().fault({ name: "slow", operation: operations.check, milliseconds: 60_000 });
    const stop = new AbortController();
    const checked = stage().provider.check(batch.id, stop.signal);
    stop.abort();
    await expect(checked).rejects.toMatchObject({ code: "provider_busy" });
  });
}
