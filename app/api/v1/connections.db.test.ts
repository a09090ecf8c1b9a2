import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { providers } from "@/lib/adapters/providers/index";
import { ROLES, type Role } from "@/lib/core/access";
import { database } from "@/lib/platform/db";
import { createToken } from "@/lib/stages/people/tokens/create-token";
import { ACME, startAcme } from "@/lib/testing/connections";
import { type TestContext, testContext } from "@/lib/testing/context";
import * as connection from "./connections/[id]/route";
import * as tested from "./connections/[id]/test/route";
import * as connections from "./connections/route";

const KEY = "ac-live-9f8e7d6c5b4a39281706c91f";
const tokens = new Map<Role, string>();
let ctx: TestContext;
let acme: Awaited<ReturnType<typeof startAcme>>;
beforeAll(async () => {
  // The routes join the registry of this process: one entry more, whose server is ours.
  providers.list().push(ACME);
  acme = await startAcme();
  ctx = await testContext();
  vi.stubEnv("DATABASE_URL", ctx.url);
  vi.stubEnv("OFFPEAK_SECRET", "a secret of this test alone");
  vi.stubEnv("OFFPEAK_SANDBOX", "1");
  for (const role of ROLES) tokens.set(role, (await createToken(ctx, { name: role, role })).token);
});
afterAll(async () => {
  await acme.stop();
  await database().close();
  await ctx.close();
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Call = { method?: string; body?: unknown; id?: string; query?: string; as?: Role; repeat?: string };

async function call(
  handler: Handler,
  { method = "GET", body, id, query = "", as = "admin", repeat }: Call = {},
) {
  const request = new Request(`http://offpeak.test/api/v1/connections${query}`, {
    method,
    headers: { authorization: `Bearer ${tokens.get(as)}`, ...(repeat && { "idempotency-key": repeat }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(id ? { id } : {}) });
  const text = await response.text();
  expect(text).not.toContain(KEY.slice(8, 20));
  return { status: response.status, body: JSON.parse(text) };
}

const order = (name: string) => ({
  provider: "acme",
  name,
  costCenter: "Support",
  credentials: { apiKey: KEY },
  settings: { baseUrl: acme.baseUrl },
});

test("a connection over the API: made, listed, tested, changed, removed; its key never comes back", async () => {
  const make = { method: "POST", body: order("Main"), repeat: "connect-1" };
  const made = await call(connections.POST, make);
  expect(made).toMatchObject({
    status: 201,
    body: {
      provider: "acme",
      name: "Main",
      costCenter: "Support",
      settings: { baseUrl: acme.baseUrl },
      masks: { apiKey: "ac-live-…c91f" },
      limits: {},
      state: "untested",
      problem: null,
      test: null,
      pausedUntil: null,
    },
  });
  const { id } = made.body;
  expect((await call(connections.POST, make)).body.id).toBe(id);
  expect((await call(connections.POST, { method: "POST", body: order("main") })).status).toBe(409);
  await call(connections.POST, { method: "POST", body: order("Second") });
  const first = await call(connections.GET, { query: "?limit=1" });
  const second = await call(connections.GET, { query: `?limit=1&cursor=${first.body.nextCursor}` });
  expect([first, second].map(({ body }) => body.rows[0].name)).toEqual(["Main", "Second"]);

  acme.answer = () => ({ status: 403, text: `${KEY} may not` });
  expect(await call(tested.POST, { method: "POST", id })).toMatchObject({
    status: 200,
    body: {
      id,
      ok: false,
      checks: [{ name: "Batches", ok: false, message: "[key] may not", missing: "batches: write" }],
      testedAt: expect.stringMatching(/Z$/),
    },
  });
  expect((await call(connection.GET, { id })).body).toMatchObject({ state: "failed", test: { ok: false } });

  const change = { costCenter: null, limits: { enqueuedTokens: { "acme-mini*": 2_000_000 } } };
  expect(await call(connection.PATCH, { method: "PATCH", id, body: change })).toMatchObject({
    status: 200,
    body: { ...change, name: "Main", state: "failed" },
  });
  expect(await call(connection.DELETE, { method: "DELETE", id })).toEqual({ status: 200, body: { id } });
  for (const [handler, method] of [
    [connection.GET, "GET"],
    [connection.PATCH, "PATCH"],
    [connection.DELETE, "DELETE"],
    [tested.POST, "POST"],
  ] as const)
    expect(
      (await call(handler, { method, id, body: method === "PATCH" ? { speed: 1 } : undefined })).status,
    ).toBe(404);
});

test("what is wrong is named by field, what is not promised is refused", async () => {
  const post = (change: object) =>
    call(connections.POST, { method: "POST", body: { ...order("Wrong"), ...change } });
  expect(
    (await post({ credentials: { apiKey: "nonsense", other: "x" }, settings: { baseUrl: "nowhere" } })).body
      .error,
  ).toEqual({
    code: "invalid",
    message: expect.any(String),
    fields: {
      "credentials.apiKey": "An Acme key begins with ac-.",
      "credentials.other": "is not known here",
    },
  });
  expect((await post({ settings: { baseUrl: "nowhere" } })).body.error.fields).toEqual({
    "settings.baseUrl": expect.stringContaining("https://"),
  });
  for (const change of [
    { provider: "nobody" },
    { name: " " },
    { colour: 1 },
    { limits: { enqueuedTokens: { "*": -1 } } },
  ])
    expect([change, (await post(change)).status]).toEqual([change, 400]);
  expect((await call(connections.GET)).body.rows.map(({ name }: { name: string }) => name)).not.toContain(
    "Wrong",
  );
});

test.each(ROLES.filter((role) => role !== "admin"))(
  "a %s is refused everywhere, before anything is looked up",
  async (as) => {
    const body = order("Mine");
    for (const [handler, method] of [
      [connections.GET, "GET"],
      [connections.POST, "POST"],
      [connection.GET, "GET"],
      [connection.PATCH, "PATCH"],
      [connection.DELETE, "DELETE"],
      [tested.POST, "POST"],
    ] as const)
      expect(
        (await call(handler, { method, as, id: "nowhere", body: method === "GET" ? undefined : body }))
          .status,
      ).toBe(403);
  },
);
