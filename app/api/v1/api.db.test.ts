import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { methods, route, unknownPath } from "@/app/_server/api";
import { many } from "@/app/_server/api/read";
import { notFound } from "@/lib/core/errors";
import { database } from "@/lib/platform/db";
import { createToken } from "@/lib/stages/people/tokens/create-token";
import { type TestContext, testContext } from "@/lib/testing/context";
import * as audit from "./audit/route";
import * as health from "./health/route";
import { CALLS } from "./openapi.json/calls";
import * as openapi from "./openapi.json/route";

const tokens = { admin: "", owner: "" };
let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
  const { rows } = await ctx.pool.query<{ name: string }>("SELECT current_database() AS name");
  const own = new URL(ctx.url);
  expect(own.pathname).toBe(`/${rows[0]?.name}`);
  vi.stubEnv("DATABASE_URL", ctx.url);
  vi.stubEnv("OFFPEAK_SECRET", "a secret of this test alone");
  for (const role of ["admin", "owner"] as const)
    tokens[role] = (await createToken(ctx, { name: role, role })).token;
});
afterAll(async () => {
  await database().close();
  await ctx.close();
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Call = RequestInit & { token?: string; params?: Record<string, string> };

async function call(handler: Handler, address: string, { token, params = {}, ...init }: Call = {}) {
  const headers = new Headers(init.headers);
  if (token) headers.set("authorization", `Bearer ${token}`);
  const request = new Request(`http://offpeak.test/api/v1${address}`, { ...init, headers });
  const response = await handler(request, { params: Promise.resolve(params) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

let runs = 0;
const things = methods({
  GET: route(
    {
      summary: "Things",
      permission: "audit.read",
      query: z.object({ tier: many(z.enum(["sync", "batch"])).optional() }),
    },
    async (_ctx, { query }) => ({ tier: query.tier ?? null, count: 12n }),
  ),
  POST: route(
    {
      summary: "A thing",
      permission: "users.write",
      status: 202,
      body: z.strictObject({ name: z.string() }),
      find: async (_ctx, { id }) => {
        if (id === "absent") throw notFound("This thing");
      },
    },
    async (_ctx, { body }) => ({ name: body.name, run: ++runs }),
  ),
});
const post = (init: Call) => call(things.POST, "/things", { method: "POST", ...init });

describe("refusals come in the promised order", () => {
  const wrong = { body: "{not json", params: { id: "absent" } };
  test("401 before all else", async () => {
    expect((await post(wrong)).body.error.code).toBe("unauthenticated");
    expect((await post({ ...wrong, token: "op_wrong" })).status).toBe(401);
    const inQuery = await call(things.GET, `/things?token=${tokens.admin}`);
    expect(inQuery.status).toBe(401);
  });
  test("403 before 404", async () => {
    expect(await post({ ...wrong, token: tokens.owner })).toMatchObject({
      status: 403,
      body: { error: { code: "forbidden" } },
    });
  });
  test("404 before 400", async () => {
    expect((await post({ ...wrong, token: tokens.admin })).status).toBe(404);
  });
  test("400 names the fields", async () => {
    expect((await post({ body: "{not json", token: tokens.admin })).status).toBe(400);
    const answer = await post({ body: '{"colour":1}', token: tokens.admin });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.error.fields).sort()).toEqual(["colour", "name"]);
  });
});

test("a good call answers with JSON, counts as numbers", async () => {
  const get = (address: string) => call(things.GET, address, { token: tokens.admin });
  expect(await get("/things?tier=sync")).toMatchObject({ status: 200, body: { tier: ["sync"], count: 12 } });
  expect((await get("/things?tier=sync&tier=batch")).body.tier).toEqual(["sync", "batch"]);
  expect((await get("/things")).body.tier).toBeNull();
  expect((await get("/things?colour=red")).body.error).toMatchObject({
    code: "invalid",
    fields: { colour: expect.any(String) },
  });
});

test("a wrong method and an unknown path are told in JSON", async () => {
  const wrong = await call(things.DELETE, "/things", { method: "DELETE", token: tokens.admin });
  expect(wrong).toMatchObject({ status: 405, body: { error: { code: "method_not_allowed" } } });
  expect(wrong.headers.get("allow")).toBe("GET, POST");
  expect((await call(things.DELETE, "/things", { method: "DELETE" })).status).toBe(401);
  expect(await call(unknownPath, "/nothing", { token: tokens.admin })).toMatchObject({
    status: 404,
    body: { error: { code: "not_found" } },
  });
  expect((await call(health.POST, "/health", { method: "POST" })).status).toBe(405);
});

test("a POST with an Idempotency-Key runs once", async () => {
  const send = (name: string) =>
    post({ body: JSON.stringify({ name }), token: tokens.admin, headers: { "idempotency-key": "k-1" } });
  const first = await send("a");
  expect(first.status).toBe(202);
  expect(await send("a")).toMatchObject({ status: 202, body: first.body });
  expect((await send("b")).body.error.code).toBe("conflict");
});

test("an upload is known by its address alone: its repeat is answered without its body", async () => {
  let read = 0;
  const upload = route(
    { summary: "Upload", upload: "application/octet-stream", status: 202 },
    async (_ctx, { request }) => {
      read += (await request.text()).length;
      return { id: "one" };
    },
  );
  const send = (body: string) =>
    call(upload, "/things", {
      method: "POST",
      body,
      token: tokens.admin,
      headers: { "idempotency-key": "up" },
    });
  expect((await send("12345")).body).toEqual({ id: "one" });
  expect((await send("another body")).body).toEqual({ id: "one" });
  expect(read).toBe(5);
});

test("bad tokens are slowed by address, a good one from there never", async () => {
  const from = { "x-forwarded-for": "203.0.113.7" };
  const bad = () => call(audit.GET, "/audit", { token: `op_${"x".repeat(43)}`, headers: from });
  await ctx.pool.query("UPDATE failed_entry SET failures = 0");
  await bad();
  await ctx.pool.query("UPDATE failed_entry SET failures = 60, since = now()");
  const refused = await bad();
  expect(refused.status).toBe(429);
  expect(refused.body.error.code).toBe("rate_limited");
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await call(audit.GET, "/audit", { token: tokens.admin, headers: from })).status).toBe(200);
});

test("health needs no token and says that no worker is there", async () => {
  expect(await call(health.GET, "/health")).toMatchObject({
    status: 200,
    body: {
      status: "down",
      database: "ok",
      worker: "down",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    },
  });
});

test("the audit is paged, and an owner may not read it", async () => {
  const page = await call(audit.GET, "/audit?limit=1", { token: tokens.admin });
  expect(page.body.rows).toHaveLength(1);
  expect(page.body.rows[0]).toMatchObject({ event: "token.created", actor: expect.stringMatching(/^user:/) });
  expect(page.body.nextCursor).toEqual(expect.any(String));
  expect((await call(audit.GET, "/audit", { token: tokens.owner })).status).toBe(403);
  expect((await call(audit.GET, "/audit?cursor=nonsense", { token: tokens.admin })).status).toBe(400);
});

test("every route file is described, refuses other methods in JSON and is nobody's without a token", async () => {
  const folders = readdirSync("app/api/v1", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === "route.ts")
    .map((entry) =>
      `/${path.relative("app/api/v1", entry.parentPath)}`.replaceAll("[", "{").replaceAll("]", "}"),
    )
    .filter((folder) => !["/openapi.json", "/{...path}"].includes(folder));
  expect(Object.keys(CALLS).sort()).toEqual(folders.sort());
  const { body } = await call(openapi.GET, "/openapi.json");
  expect(body).toMatchObject({ openapi: "3.1.0", servers: [{ url: "/api/v1" }] });
  expect(Object.keys(body.paths).sort()).toEqual(folders.sort());
  for (const [address, file] of Object.entries(CALLS)) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const handler = file[method];
      if (typeof handler !== "function") throw new Error(`${address} answers ${method} without JSON`);
      if (address === "/health") continue;
      expect((await call(handler as Handler, address, { method })).status, `${method} ${address}`).toBe(401);
    }
  }
});
