import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { LABELS, writeLabelledUsage } from "./write-usage";

test("at least eighty endpoints are labelled, each name once", () => {
  expect(LABELS.length).toBeGreaterThanOrEqual(80);
  expect(new Set(LABELS.map((label) => label.name)).size).toBe(LABELS.length);
});

test("the same seed writes the same traffic", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "labels-"));
  const [first, second] = [path.join(folder, "a.csv"), path.join(folder, "b.csv")];
  const calls = await writeLabelledUsage(first);
  await writeLabelledUsage(second);
  expect((await readFile(first)).equals(await readFile(second))).toBe(true);
  expect(calls).toBeGreaterThan(50_000);
  await rm(folder, { recursive: true });
});
