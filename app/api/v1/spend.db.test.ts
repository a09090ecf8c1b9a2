import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Role } from "@/lib/core/access";
import { DOLLAR } from "@/lib/core/money";
import { database } from "@/lib/platform/db";
import { createUser } from "@/lib/stages/people/create-user";
import { createToken } from "@/lib/stages/people/tokens/create-token";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
import { type TestContext, testContext } from "@/lib/testing/context";
import { seedUsage } from "@/lib/testing/seed-usage";
import * as attribution from "./attribution/route";
import * as endpoints from "./endpoints/[key]/route";
import * as spend from "./spend/route";

const tokens = new Map<Role, string>();
let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
  vi.stubEnv("DATABASE_URL", ctx.url);
  vi.stubEnv("OFFPEAK_SECRET", "a secret of this test alone");
  await createUser(ctx, { email: "ada@example.com", role: "owner" });
  for (const role of ["admin", "manager", "finance"] as const)
    tokens.set(role, (await createToken(ctx, { name: role, role })).token);
  tokens.set(
    "owner",
    (await createToken(ctx, { name: "owner", role: "owner", email: "ada@example.com" })).token,
  );
  const day = "2025-11-30";
  await seedUsage(ctx, [
    {
      day,
      endpoint: "=evil()",
      owner: "mei@example.com",
      team: "Assistant",
      reported: 3n * DOLLAR,
      requests: 2n,
    },
    { day, endpoint: "docs/extract", owner: "ada@example.com", tier: "batch", reported: DOLLAR + 1n },
    { day, endpoint: "docs/extract", owner: "ada@example.com", model: "mystery", unpriced: 2n },
  ]);
  await refreshSummary(ctx);
});
afterAll(async () => {
  await database().close();
  await ctx.close();
});

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Call = RequestInit & { as?: Role; key?: string };

async function call(handler: Handler, address: string, { as = "admin", key, ...init }: Call = {}) {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${tokens.get(as)}`);
  const request = new Request(`http://offpeak.test/api/v1${address}`, { ...init, headers });
  const response = await handler(request, {
    params: Promise.resolve(key ? { key: encodeURIComponent(key) } : {}),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
}

test("spend answers with the promised names, exact decimals, and null for what is unknown", async () => {
  const { status, body } = await call(spend.GET, "/spend");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    from: "2025-11-01",
    to: "2025-11-30",
    total: "4.000000000001",
    unpriced: { rows: 2, models: ["mystery"] },
  });
  expect(body.rows[1]).toEqual({
    rank: 2,
    key: expect.any(String),
    label: "docs/extract",
    kind: "endpoint",
    owner: "ada@example.com",
    owners: 1,
    team: null,
    costCenter: null,
    providers: ["openai"],
    models: ["gpt-5", "mystery"],
    cost: "1.000000000001",
    costKind: "reported",
    costReported: "1.000000000001",
    costListed: null,
    costSync: "0.00",
    costBatch: "1.000000000001",
    costOther: "0.00",
    share: expect.closeTo(0.25, 6),
    cumulativeShare: 1,
    requests: null,
    requestsUnknown: 0,
    inputTokens: null,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: null,
    unpricedRows: 2,
    fit: null,
    answer: null,
    forecastSaving: null,
  });
});

test("any period, any grouping, repeatable filters", async () => {
  const { body } = await call(
    spend.GET,
    "/spend?groupBy=model&owner=ada@example.com&owner=nobody&from=2025-11-30",
  );
  expect(body).toMatchObject({ from: "2025-11-30", to: "2025-11-30", groupBy: "model" });
  expect(body.rows.map((row: { key: string }) => row.key)).toEqual(["gpt-5", "mystery"]);
  expect((await call(spend.GET, "/spend?limit=1")).body.nextCursor).toEqual(expect.any(String));
  const wrong = await call(spend.GET, "/spend?groupBy=colour&minCost=x");
  expect(wrong).toMatchObject({ status: 400, body: { error: { code: "invalid" } } });
  expect(Object.keys(wrong.body.error.fields).sort()).toEqual(["groupBy", "minCost"]);
});

test("as CSV it is safe for a spreadsheet and says its filters in its name", async () => {
  const { headers, text } = await call(spend.GET, "/spend?format=csv&team=Assistant");
  expect(headers.get("content-type")).toContain("text/csv");
  expect(headers.get("content-disposition")).toBe(
    'attachment; filename="offpeak-spend-by-endpoint-2025-11-01-to-2025-11-30-team-Assistant.csv"',
  );
  const [heading, line, ...rest] = text.trimEnd().split("\r\n");
  expect(heading).toContain("rank,key,label,kind,owner");
  expect(line).toContain(",'=evil(),endpoint,mei@example.com,Assistant,");
  expect(line).toContain(",3.00,reported,3.00,0.00,0.00,");
  expect(rest).toEqual([]);
});

test("an owner sees their own endpoints, totals included, and no other", async () => {
  const { body } = await call(spend.GET, "/spend", { as: "owner" });
  expect(body.total).toBe("1.000000000001");
  expect(body.rows).toHaveLength(1);
  expect((await call(endpoints.GET, "/endpoints/x", { as: "owner", key: "docs/extract" })).status).toBe(200);
  expect((await call(endpoints.GET, "/endpoints/x", { as: "owner", key: "=evil()" })).status).toBe(404);
});

test("an endpoint answers to its key and its label", async () => {
  const { body } = await call(endpoints.GET, "/endpoints/x", { key: "DOCS/extract" });
  expect(body).toMatchObject({ label: "docs/extract", rank: 2, ranked: 2, cost: "1.000000000001" });
  expect(body.days).toEqual([
    {
      day: "2025-11-30",
      cost: "1.000000000001",
      costSync: "0.00",
      costBatch: "1.000000000001",
      costOther: "0.00",
      requests: null,
    },
  ]);
  expect((await call(endpoints.GET, "/endpoints/x", { key: body.key })).body.label).toBe("docs/extract");
  const early = await call(endpoints.GET, "/endpoints/x?from=2024-01-01&to=2024-01-02", { key: body.key });
  expect(early.body).toMatchObject({ rank: null, cost: null, days: [], label: "docs/extract" });
  expect((await call(endpoints.GET, "/endpoints/x", { key: "none" })).status).toBe(404);
});

const patch = (as: Role, key: string, body: unknown) =>
  call(endpoints.PATCH, "/endpoints/x", { as, key, method: "PATCH", body: JSON.stringify(body) });

test("a manager names owner and cost center; finance cost centers alone; an owner neither", async () => {
  expect((await patch("owner", "docs/extract", { costCenter: "CC-1" })).status).toBe(403);
  expect((await patch("finance", "docs/extract", { owner: "x@example.com" })).status).toBe(403);
  expect((await patch("manager", "none", { colour: 1 })).status).toBe(404);
  expect((await patch("manager", "docs/extract", { colour: 1 })).status).toBe(400);
  expect((await patch("finance", "docs/extract", { costCenter: "CC-7" })).body).toMatchObject({
    edits: { costCenter: "CC-7", owner: null },
    costCenter: "CC-7",
  });
  expect((await patch("manager", "docs/extract", { team: "Legal", kind: "job" })).body).toMatchObject({
    edits: { costCenter: "CC-7", team: "Legal", kind: "job" },
    kind: "job",
  });
});

test("attribution is replaced as JSON or as CSV and read as it is used", async () => {
  const put = (body: string, type = "application/json", as: Role = "manager") =>
    call(attribution.PUT, "/attribution", { as, method: "PUT", body, headers: { "content-type": type } });
  const rule = { match: { endpoint: "docs/*" }, assign: { owner: "liv@example.com" } };
  expect((await put(JSON.stringify({ rules: [rule] }))).body).toEqual({ rules: 1 });
  expect((await call(attribution.GET, "/attribution")).body).toEqual({ rules: [rule] });
  expect((await put("match_endpoint,team\r\ndocs/*,Legal\r\n", "text/csv; charset=utf-8")).body).toEqual({
    rules: 1,
  });
  expect((await call(attribution.GET, "/attribution", { as: "finance" })).body.rules).toEqual([
    { match: { endpoint: "docs/*" }, assign: { team: "Legal" } },
  ]);
  expect((await put("{}")).status).toBe(400);
  expect((await put("[]", "application/json", "finance")).status).toBe(403);
  expect((await call(attribution.GET, "/attribution", { as: "owner" })).status).toBe(403);
});
