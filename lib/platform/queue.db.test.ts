import { expect, test, vi } from "vitest";
import { z } from "zod";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { openDatabase } from "./db";
import { defineJob, on, openQueue, workQueue } from "./queue";

const job = defineJob({ name: "test.note", payload: z.object({ id: z.number() }) });

test("every payload waits for itself, its repeat with it, and a rolled back change sends nothing", async () => {
  const { url, drop } = await testDatabase();
  const { db, close } = openDatabase(url, 4);
  const sending = await openQueue(url);
  const seen: number[] = [];
  const polls = new Map<number, number>();
  try {
    await sending.enqueue(db, job, { id: 1 });
    await sending.enqueue(db, job, { id: 2 });
    await sending.enqueue(db, job, { id: 2 });
    const rolledBack = db.$transaction(async (tx) => {
      await sending.enqueue(tx, job, { id: 3 });
      throw new Error("rolled back");
    });
    await expect(rolledBack).rejects.toThrow("rolled back");
    const note = on(job, async ({ id }) => {
      seen.push(id);
      polls.set(id, (polls.get(id) ?? 0) + 1);
      return polls.get(id) === 1 ? { again: new Date(0) } : undefined;
    });
    const working = await workQueue(url, [note]);
    await vi.waitFor(() => expect([...seen].sort()).toEqual([1, 1, 2, 2]), {
      timeout: 20_000,
      interval: 100,
    });
    await working.stop();
    expect([...polls.keys()]).not.toContain(3);
  } finally {
    await sending.stop();
    await close();
    await drop();
  }
});

test("a transaction inside a transaction is the same one", async () => {
  const ctx = await testContext();
  try {
    const same = await inTransaction(ctx, (outer) =>
      inTransaction(outer, async (inner) => inner.db === outer.db),
    );
    expect(same).toBe(true);
  } finally {
    await ctx.close();
  }
});
