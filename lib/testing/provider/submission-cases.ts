import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import type { ProviderFixture } from "./fixture";
import { idsIn, idsOf, never, nowhere, SECRET, type Stage } from "./stage";

export function submissionCases(fixture: ProviderFixture, stage: () => Stage): void {
  const { fewest, operations, seconds, refused } = fixture;
  const onCreate = { operation: operations.create };
  const submit = (requests = fewest) => {
    const submission = stage().prepare(requests);
    return stage()
      .provider.submit(submission, never)
      .then((submitted) => ({ submission, submitted }));
  };
  /** Where only results can tell, the batch has to end first. */
  const findInTheEnd = async (submission: Parameters<Stage["find"]>[0]) => {
    const first = await stage().find(submission);
    if (first.kind !== "maybe") return first;
    await stage().advance(seconds.run);
    return stage().find(submission);
  };

  test("an accepted batch is running, and found by its mark", async () => {
    const { submission, submitted } = await submit();
    expect(submitted).toMatchObject({ kind: "accepted", batch: { ending: null, failure: null } });
    if (submitted.kind !== "accepted") return;
    expect(await findInTheEnd(submission)).toMatchObject({
      kind: "found",
      batch: { id: submitted.batch.id },
    });
    expect(await stage().accepted()).toBe(1);
  });

  test.each(["drop-after-accept", "server-error-after-accept"])(
    "%s: sent once, unknown, and found again",
    async (name) => {
      await stage().fault({ name, ...onCreate });
      const { submission, submitted } = await submit();
      expect(submitted.kind).toBe("unknown");
      await stage().calm();
      expect(await stage().accepted()).toBe(1);
      const found = await findInTheEnd(submission);
      expect(found.kind).toBe("found");
      if (found.kind !== "found") return;
      await stage().advance(seconds.run);
      expect(idsIn(await stage().outcomes(found.batch.id))).toEqual(idsOf(submission));
    },
  );

  test("lost before it was accepted: sent once, unknown, and there is none", async () => {
    await stage().fault({ name: "drop-before-accept", ...onCreate });
    const { submission, submitted } = await submit();
    expect(submitted.kind).toBe("unknown");
    await stage().calm();
    expect(await stage().accepted()).toBe(0);
    expect(await stage().find(submission)).toEqual({ kind: "none" });
  });

  test("a neighbour of the same size is never taken for ours", async () => {
    await submit();
    await stage().fault({ name: "drop-before-accept", ...onCreate });
    const { submission } = await submit();
    await stage().calm();
    expect(await findInTheEnd(submission)).toEqual({ kind: "none" });
  });

  test("among neighbours of the same size ours is the one", async () => {
    await submit();
    await stage().fault({ name: "drop-after-accept", ...onCreate, count: 1 });
    const { submission } = await submit();
    await submit();
    const found = await findInTheEnd(submission);
    expect(found.kind).toBe("found");
    if (found.kind !== "found") return;
    await stage().advance(seconds.run);
    expect(idsIn(await stage().outcomes(found.batch.id))).toEqual(idsOf(submission));
  });

  test("what belongs to another submission is no candidate", async () => {
    const { batch } = await stage().start(fewest);
    const lost = stage().prepare(fewest);
    expect(await stage().find(lost, new Set([batch.id]))).toEqual({ kind: "none" });
  });

  test('a provider that cannot be asked is an error, and not "there is none"', async () => {
    const { submission } = await submit();
    const away = fixture.definition.open(stage().simulators.connection({ address: await nowhere() }));
    await expect(away.find(submission, new Set(), never)).rejects.toMatchObject({ code: "provider_busy" });
  });

  test("too many requests: later, when the provider says", async () => {
    await stage().fault({ name: "rate-limited", ...onCreate, seconds: 7 });
    const { submitted } = await submit();
    expect(submitted).toMatchObject({ kind: "later", retryAfterSeconds: 7 });
    expect(await stage().accepted()).toBe(0);
  });

  test("nobody at the address: surely not sent, so later", async () => {
    const address = await nowhere();
    const away = fixture.definition.open(stage().simulators.connection({ address }));
    const submitted = await away.submit(stage().prepare(fewest), never);
    expect(submitted).toMatchObject({ kind: "later", message: expect.stringContaining(address) });
  });

  test("a key that was revoked: surely not sent, and the key stays unsaid", async () => {
    await stage().fault({ name: "unauthorized", ...onCreate });
    const { submitted } = await submit();
    expect(submitted.kind).toMatch(/later|refused/);
    expect(JSON.stringify(submitted)).not.toContain(stage().simulators.key);
    expect(await stage().accepted()).toBe(0);
  });

  test("a file that is gone is said", async () => {
    const submission = stage().prepare(fewest);
    rmSync(submission.file.path);
    expect(await stage().provider.submit(submission, never)).toMatchObject({ kind: "refused" });
    expect(await stage().accepted()).toBe(0);
  });

  test("a refused input says why, in our words", async () => {
    if (refused.config) await stage().configure(refused.config);
    const submission = stage().prepare(refused.bodies.length, refused.bodies);
    const submitted = await stage().provider.submit(submission, never);
    expect(JSON.stringify(submitted)).not.toContain(SECRET);
    expect(submitted.kind).toBe(refused.told === "at once" ? "refused" : "accepted");
    if (submitted.kind !== "accepted") return;
    await stage().advance(seconds.run);
    const batch = await stage().check(submitted.batch.id);
    expect(batch).toMatchObject({ state: "over", ending: "failed", hasResults: false });
    expect(batch.failure).toMatchObject({ code: expect.stringMatching(/\w/), retry: false });
    expect(JSON.stringify(batch.failure)).not.toContain(SECRET);
    expect(await stage().results(batch.id)).toEqual([]);
  });
}
