import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { formats } from "@/lib/adapters/formats/index";
import type { Role } from "@/lib/core/access";
import { database } from "@/lib/platform/db";
import { openFileStore } from "@/lib/platform/files";
import { importFile } from "@/lib/stages/imports/import-file";
import { createToken } from "@/lib/stages/people/tokens/create-token";
import { type TestContext, testContext } from "@/lib/testing/context";
import * as mapping from "./imports/[id]/mapping/route";
import * as problems from "./imports/[id]/problems/route";
import * as one from "./imports/[id]/route";
import * as imports from "./imports/route";

const tokens = new Map<Role, string>();
let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext({ formats });
  const folder = path.dirname(ctx.files.pathOf("imports"));
  vi.stubEnv("DATABASE_URL", ctx.url);
  vi.stubEnv("OFFPEAK_SECRET", "a secret of this test alone");
  vi.stubEnv("OFFPEAK_DATA_DIR", path.dirname(folder));
  expect(openFileStore(path.join(path.dirname(folder), "files")).pathOf("imports")).toBe(
    ctx.files.pathOf("imports"),
  );
  for (const role of ["admin", "manager", "finance", "owner"] as const)
    tokens.set(role, (await createToken(ctx, { name: role, role })).token);
});
afterAll(async () => {
  await database().close();
  await ctx.close();
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Call = RequestInit & { as?: Role; id?: string; duplex?: "half" };

async function call(handler: Handler, address: string, { as = "admin", id, ...init }: Call = {}) {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${tokens.get(as)}`);
  const request = new Request(`http://offpeak.test/api/v1/imports${address}`, { ...init, headers });
  const response = await handler(request, { params: Promise.resolve(id ? { id } : {}) });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("/json");
  return { status: response.status, text, body: isJson ? JSON.parse(text) : null };
}

const CSV = [
  "timestamp,provider,model,endpoint,input_tokens,cost_usd",
  "2025-11-03T02:14:07Z,openai,gpt-5,digest,100,0.5",
  "2025-11-04T02:14:07Z,openai,gpt-5,digest,-1,0.5",
].join("\n");
const upload = (query: string, body: string | null = CSV, more: Call = {}) =>
  call(imports.POST, query, { method: "POST", body, ...more });

test("a file is taken, read, shown with the promised names and taken back", async () => {
  const sent = await upload("?kind=usage&format=auto&filename=../usage.csv&captured=2025-11-05T00:00:00Z");
  expect(sent.status).toBe(202);
  const { id } = sent.body;
  await importFile(ctx, { importId: id });
  const { status, body } = await call(one.GET, `/${id}`, { id });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id,
    kind: "usage",
    format: "offpeak",
    filename: "usage.csv",
    status: "done",
    capturedAt: "2025-11-05T00:00:00.000Z",
    progress: { bytesRead: CSV.length, bytesTotal: CSV.length },
    rows: { read: 2, accepted: 1, rejected: 1, duplicate: 0 },
    problems: [
      { line: 3, column: "input_tokens", code: "negative", message: expect.stringContaining("0 or more") },
    ],
    period: { from: "2025-11-03", to: "2025-11-03" },
    totals: {
      cost: "0.50",
      costKind: "reported",
      costByKind: { reported: "0.50", list: null },
      currency: "USD",
      requests: 1,
      inputTokens: 100,
      cachedInputTokens: null,
      outputTokens: null,
    },
    unpriced: { rows: 0, models: [] },
  });
  const lines = await call(problems.GET, `/${id}/problems`, { id, as: "finance" });
  expect(
    lines.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toMatchObject([{ line: 3, code: "negative", raw: "2025-11-04T02:14:07Z,openai,gpt-5,digest,-1,0.5" }]);
  const list = await call(imports.GET, "?limit=1");
  expect(list.body.rows).toHaveLength(1);
  expect(list.body.rows[0]).toMatchObject({ id, totals: { cost: "0.50" } });
  expect((await call(one.DELETE, `/${id}`, { id, method: "DELETE", as: "manager" })).status).toBe(202);
});

test("what is wrong with a call is said in the promised order", async () => {
  expect(await upload("?kind=usage&colour=red")).toMatchObject({
    status: 400,
    body: { error: { fields: { colour: expect.any(String) } } },
  });
  expect(await upload("?kind=usage", null)).toMatchObject({
    status: 400,
    body: { error: { code: "invalid" } },
  });
  expect(await upload("?kind=usage", "")).toMatchObject({ status: 400 });
  expect(await upload("?kind=dreams")).toMatchObject({ status: 400 });
  expect(await upload("?format=dreams")).toMatchObject({ status: 400 });
  expect(await upload("?kind=invoice")).toMatchObject({ status: 422, body: { error: { code: "refused" } } });
  expect(await upload("?colour=red", CSV, { as: "owner" })).toMatchObject({ status: 403 });
  expect(await upload("", CSV, { as: "finance" })).toMatchObject({ status: 403 });
  expect(await call(one.GET, "/nothing", { id: "nothing", as: "owner" })).toMatchObject({ status: 403 });
  expect(await call(one.GET, "/nothing", { id: "nothing" })).toMatchObject({
    status: 404,
    body: { error: { code: "not_found" } },
  });
  expect(await call(one.DELETE, "/nothing", { id: "nothing", method: "DELETE" })).toMatchObject({
    status: 404,
  });
  expect(
    await call(one.DELETE, "/nothing", { id: "nothing", method: "DELETE", as: "finance" }),
  ).toMatchObject({ status: 403 });
  expect(await call(problems.GET, "/nothing/problems", { id: "nothing" })).toMatchObject({ status: 404 });
  const post = { id: "nothing", method: "POST", body: "nonsense" };
  expect(await call(mapping.POST, "/nothing/mapping", post)).toMatchObject({ status: 404 });
  expect(await call(one.PUT, "/nothing", { id: "nothing", method: "PUT" })).toMatchObject({ status: 405 });
});

test("the columns of an unknown file are chosen by JSON", async () => {
  const { body } = await upload("?filename=odd.csv", "when,engine\n2025-11-03,gpt-5\n");
  await importFile(ctx, { importId: body.id });
  const waiting = await call(one.GET, `/${body.id}`, { id: body.id });
  expect(waiting.body).toMatchObject({ status: "needs-mapping", preview: { columns: ["when", "engine"] } });
  const choose = (value: unknown) =>
    call(mapping.POST, `/${body.id}/mapping`, { id: body.id, method: "POST", body: JSON.stringify(value) });
  expect(await choose({ columns: { timestamp: "when" }, colour: "red" })).toMatchObject({ status: 400 });
  expect(
    await choose({ columns: { timestamp: "when", model: "engine" }, defaults: { provider: "openai" } }),
  ).toMatchObject({
    status: 202,
    body: { id: body.id },
  });
  await importFile(ctx, { importId: body.id });
  expect((await call(one.GET, `/${body.id}`, { id: body.id })).body).toMatchObject({
    status: "done",
    rows: { accepted: 1 },
  });
});

test("a body that comes in pieces, and one whose key comes twice", async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of [CSV.slice(0, 50), CSV.slice(50)]) controller.enqueue(Buffer.from(piece));
      controller.close();
    },
  });
  const sent = await call(imports.POST, "?filename=pieces.csv", { method: "POST", body, duplex: "half" });
  expect(sent.status).toBe(202);
  await importFile(ctx, { importId: sent.body.id });
  expect((await call(one.GET, `/${sent.body.id}`, { id: sent.body.id })).body.rows.read).toBe(2);
  const headers = { "idempotency-key": "once" };
  const first = await upload("?filename=k.csv", CSV, { headers });
  const again = await upload("?filename=k.csv", CSV, { headers });
  expect(again.body).toEqual(first.body);
});

test("a file that could not be read says why in the place of its problems", async () => {
  const { body } = await upload("?filename=x.csv", "PK\u0003\u0004 usage");
  await importFile(ctx, { importId: body.id });
  const { body: seen } = await call(one.GET, `/${body.id}`, { id: body.id });
  expect(seen).toMatchObject({
    status: "failed",
    problems: [{ line: null, code: "zip", message: expect.stringContaining("zip archive") }],
  });
  const lines = await call(problems.GET, `/${body.id}/problems`, { id: body.id });
  expect(JSON.parse(lines.text)).toMatchObject({ code: "zip" });
});
