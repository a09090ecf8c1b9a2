import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Live, openLive } from "./live";

let ctx: TestContext;
let live: Live;
beforeAll(async () => {
  ctx = await testContext();
  live = openLive(ctx.url);
});
afterAll(async () => {
  await live.close();
  await ctx.close();
});

const say = (text: string) => ctx.pool.query("select pg_notify('spoken', $1)", [text]);

test("what is committed is heard by all who listen, and by nobody after they left", async () => {
  const heard: (string | null)[] = [];
  const also: (string | null)[] = [];
  const leave = live.listen("spoken", (word) => heard.push(word));
  live.listen("spoken", (word) => also.push(word));
  await vi.waitFor(async () => {
    await say("a");
    expect(heard).toContain("a");
  });
  leave();
  const before = heard.length;
  await say("b");
  await vi.waitFor(() => expect(also).toContain("b"));
  expect(heard).toHaveLength(before);
});

test("a connection that is cut comes back, and tells that something may have been missed", async () => {
  const heard: (string | null)[] = [];
  live.listen("spoken", (word) => heard.push(word));
  await ctx.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and pid <> pg_backend_pid()",
  );
  await vi.waitFor(() => expect(heard).toContain(null), { timeout: 10_000 });
  await say("c");
  await vi.waitFor(() => expect(heard).toContain("c"));
});
