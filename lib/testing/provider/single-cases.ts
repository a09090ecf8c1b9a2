import { expect, test } from "vitest";
import type { ProviderFixture } from "./fixture";
import { never, nowhere, SECRET, type Stage } from "./stage";

export function singleCases(fixture: ProviderFixture, stage: () => Stage): void {
  const { operations, refusedBody, path, model } = fixture;
  const runOne = (body = fixture.body(`${SECRET}: sum up.`), provider = stage().provider) =>
    provider.runOne({ id: "abcdefgh_1", model, path, body }, "sync", never);
  const open = (address: string) => fixture.definition.open(stage().simulators.connection({ address }));

  test("a single call is answered with the same outcome as in a batch", async () => {
    const outcome = await runOne();
    expect(outcome).toMatchObject({ id: "abcdefgh_1", status: "succeeded", code: null });
    expect(outcome.usage?.freshInput).toBeGreaterThan(0);
    expect(outcome.usage?.output).toBeGreaterThan(0);
    expect(outcome.response).toBeTruthy();
  });

  test("a stream is not asked for, whatever the body says", async () => {
    expect(await runOne({ ...fixture.body("Sum up."), stream: true })).toMatchObject({ status: "succeeded" });
  });

  test("a refused body is a failure to fix, not an error", async () => {
    const outcome = await runOne(refusedBody);
    expect(outcome).toMatchObject({ id: "abcdefgh_1", status: "failed", remedy: "fix", usage: null });
  });

  test.each(["drop-before-accept", "drop-after-accept", "server-error"])(
    "%s: it may have been worked, so it is an outcome, after one try",
    async (name) => {
      await stage().fault({ name, operation: operations.run, count: 1 });
      const outcome = await runOne();
      expect(outcome).toMatchObject({ status: "failed", remedy: "resend", usage: null });
      expect(await runOne()).toMatchObject({ status: "succeeded" });
    },
  );

  test("too many requests: surely not worked, so it is an error with the time to wait", async () => {
    await stage().fault({ name: "rate-limited", operation: operations.run, seconds: 7 });
    await expect(runOne()).rejects.toMatchObject({ code: "provider_busy", retryAfterSeconds: 7 });
  });

  test("nobody at the address: surely not worked", async () => {
    await expect(runOne(undefined, open(await nowhere()))).rejects.toMatchObject({
      code: "provider_busy",
    });
  });

  test("a connection that works says so", async () => {
    const report = await stage().provider.test(never);
    expect(report.ok).toBe(true);
    expect(report.checks.length).toBeGreaterThan(0);
    expect(
      report.checks.every(({ ok, message, missing }) => ok && message === null && missing === null),
    ).toBe(true);
  });

  test("testing a connection creates nothing", async () => {
    await stage().provider.test(never);
    expect(await stage().accepted()).toBe(0);
  });

  test("a key that was revoked is named as the trouble, and stays unsaid", async () => {
    await stage().fault({ name: "unauthorized" });
    const report = await stage().provider.test(never);
    expect(report.ok).toBe(false);
    expect(report.checks.some(({ ok, message }) => !ok && message !== null)).toBe(true);
    expect(JSON.stringify(report)).not.toContain(stage().simulators.key);
  });

  test("an address where nobody is, is named", async () => {
    const address = await nowhere();
    const report = await open(address).test(never);
    expect(report.ok).toBe(false);
    expect(report.checks.find(({ ok }) => !ok)?.message).toContain(address);
  });
}
