import { afterEach, beforeEach, expect, test } from "vitest";
import { chatLines, ids, openStage, results, type Stage, startChatBatch } from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

test("an expired batch keeps what was done, and the rest is neither completed nor failed", async () => {
  await stage.tell("POST", "/config", {
    openai: { outcomes: { overrides: [{ pattern: "_[0-3]$", outcome: "expired" }] } },
  });
  const { id } = await startChatBatch(stage, chatLines(10));
  await stage.advance(86_399);
  expect(await stage.openai.batches.retrieve(id)).toMatchObject({
    status: "in_progress",
    output_file_id: null,
  });
  await stage.advance(1);
  const batch = await stage.openai.batches.retrieve(id);
  expect(batch).toMatchObject({ status: "expired", completed_at: null });
  expect(batch.expired_at).toBe(batch.expires_at);
  expect(batch.request_counts).toEqual({ total: 10, completed: 6, failed: 0 });
  expect(await results(stage, batch.output_file_id)).toHaveLength(6);
  const unfinished = await results(stage, batch.error_file_id);
  expect(ids(unfinished)).toEqual(["ticket_0", "ticket_1", "ticket_2", "ticket_3"]);
  expect(unfinished.every((line) => line.response === null && line.error?.code === "batch_expired")).toBe(
    true,
  );
});

test("a cancelled batch stays cancelling for a while, then shows the part that was done", async () => {
  const { id } = await startChatBatch(stage, chatLines(64));
  await stage.advance(3 + 32);
  expect(await stage.openai.batches.cancel(id)).toMatchObject({ status: "cancelling", cancelled_at: null });
  expect(await stage.openai.batches.cancel(id)).toMatchObject({ status: "cancelling" });
  await stage.advance(20);
  const batch = await stage.openai.batches.retrieve(id);
  expect(batch).toMatchObject({
    status: "cancelled",
    request_counts: { total: 64, completed: 16, failed: 0 },
  });
  const done = await results(stage, batch.output_file_id);
  const undone = await results(stage, batch.error_file_id);
  expect(ids([...done, ...undone])).toEqual(ids(chatLines(64)));
  expect(undone.every((line) => line.error?.code === "batch_cancelled")).toBe(true);
  await expect(stage.openai.batches.cancel(id)).rejects.toMatchObject({ status: 409 });
});

test("a batch cancelled while it is still validated has no files", async () => {
  const { id } = await startChatBatch(stage, chatLines(3));
  await stage.openai.batches.cancel(id);
  await stage.advance(30);
  const batch = await stage.openai.batches.retrieve(id);
  expect(batch).toMatchObject({ status: "cancelled", output_file_id: null, error_file_id: null });
});

test("progress counts failures among what is done and never goes back", async () => {
  await stage.tell("POST", "/config", { openai: { outcomes: { failShare: 0.3 } } });
  const { id } = await startChatBatch(stage, chatLines(200));
  await stage.advance(3);
  let last = { completed: 0, failed: 0 };
  for (let step = 0; step < 12; step++) {
    await stage.advance(10);
    const counts = (await stage.openai.batches.retrieve(id)).request_counts ?? last;
    expect(counts.completed).toBeGreaterThanOrEqual(last.completed);
    expect(counts.failed).toBeGreaterThanOrEqual(last.failed);
    last = counts;
  }
  expect(last.failed).toBeGreaterThan(20);
  await stage.advance(20);
  const { request_counts } = await stage.openai.batches.retrieve(id);
  expect((request_counts?.completed ?? 0) + (request_counts?.failed ?? 0)).toBe(200);
});

test("a person at the controls finishes, expires and holds batches", async () => {
  await stage.tell("POST", "/config", { openai: { runningSeconds: null } });
  const [finished, expired, held] = [
    await startChatBatch(stage, chatLines(10)),
    await startChatBatch(stage, chatLines(10)),
    await startChatBatch(stage, chatLines(10)),
  ];
  await stage.advance(3600);
  expect(await stage.openai.batches.retrieve(finished.id)).toMatchObject({ status: "in_progress" });
  await stage.tell("POST", `/batches/${finished.id}/finish`);
  await stage.tell("POST", `/batches/${expired.id}/progress`, { share: 0.5, hold: true });
  await stage.tell("POST", `/batches/${expired.id}/expire`);
  await stage.tell("POST", `/batches/${held.id}/progress`, { share: 0.3, hold: true });
  await stage.advance(3600);
  const counts = async (id: string) => {
    const { status, request_counts } = await stage.openai.batches.retrieve(id);
    return [status, request_counts?.completed];
  };
  expect(await counts(finished.id)).toEqual(["completed", 10]);
  expect(await counts(expired.id)).toEqual(["expired", 5]);
  expect(await counts(held.id)).toEqual(["in_progress", 3]);
  expect((await stage.tell("POST", `/batches/${finished.id}/expire`)).status).toBe(409);
});

test("results are gone after their time, and the batch is still listed", async () => {
  const { id } = await startChatBatch(stage, chatLines(2));
  await stage.advance(200);
  const { output_file_id } = await stage.openai.batches.retrieve(id);
  await stage.advance(30 * 86_400);
  expect(await stage.openai.batches.retrieve(id)).toMatchObject({ status: "completed", output_file_id });
  await expect(stage.openai.files.content(output_file_id ?? "")).rejects.toMatchObject({ status: 404 });
});
