import { afterAll, beforeAll, expect, test } from "vitest";
import { conflict } from "@/lib/core/errors";
import { type TestContext, testContext } from "@/lib/testing/context";
import { forgetOldAnswers, once, requestHash } from "./idempotency";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.close());

const refusedWith = (code: string) => expect.objectContaining({ name: "AppError", code });
const call = (key: string, body = "{}") => ({
  key,
  route: "/api/v1/things",
  requestHash: requestHash("/api/v1/things", "", body),
});
function counter() {
  let runs = 0;
  return async () => ({ status: 202, body: { run: ++runs } });
}

test("a repeat gets the first answer, and nothing runs again", async () => {
  const work = counter();
  const answers = [await once(ctx, call("a"), work), await once(ctx, call("a"), work)];
  expect(answers).toEqual([
    { status: 202, body: { run: 1 } },
    { status: 202, body: { run: 1 } },
  ]);
});

test("the same key for another body is a conflict; for another route or organisation it is another key", async () => {
  const work = counter();
  await once(ctx, call("b"), work);
  await expect(once(ctx, call("b", '{"other":1}'), work)).rejects.toEqual(refusedWith("conflict"));
  expect((await once(ctx, { ...call("b"), route: "/api/v1/others" }, work)).body).toEqual({ run: 2 });
  expect((await once(await ctx.elsewhere(), call("b"), work)).body).toEqual({ run: 3 });
});

test("a repeat while the first still runs is told to ask again", async () => {
  let finish: (() => void) | undefined;
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const first = once(ctx, call("c"), async () => {
    const repeat = await once(ctx, call("c"), counter()).catch((error: unknown) => error);
    expect(repeat).toEqual(refusedWith("conflict"));
    finish?.();
    return { status: 200, body: "first" };
  });
  await gate;
  expect((await first).body).toBe("first");
});

test("a call that failed may be tried again", async () => {
  const failing = async () => {
    throw conflict("not now");
  };
  await expect(once(ctx, call("d"), failing)).rejects.toEqual(refusedWith("conflict"));
  expect((await once(ctx, call("d"), counter())).body).toEqual({ run: 1 });
});

test("a call that died with its process is taken over after a minute", async () => {
  await ctx.pool.query(
    `INSERT INTO idempotent_answer (organisation_id, key, route, request_hash, created_at) VALUES ($1, 'e', $2, $3, $4)`,
    [ctx.organisation.id, call("e").route, call("e").requestHash, ctx.now()],
  );
  await expect(once(ctx, call("e"), counter())).rejects.toEqual(refusedWith("conflict"));
  const later = { ...ctx, now: () => new Date(ctx.now().getTime() + 61_000) };
  expect((await once(later, call("e"), counter())).body).toEqual({ run: 1 });
});

test("keys are forgotten after a week", async () => {
  const work = counter();
  await once(ctx, call("f"), work);
  const later = { ...ctx, now: () => new Date(ctx.now().getTime() + 8 * 86_400_000) };
  await forgetOldAnswers(later);
  expect((await once(later, call("f"), work)).body).toEqual({ run: 2 });
});
