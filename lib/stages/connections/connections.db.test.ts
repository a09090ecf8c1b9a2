import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ROLES } from "@/lib/core/access";
import { ADMIN_KEY, KEY, openConnections } from "@/lib/testing/connection-stage";
import type { TestContext } from "@/lib/testing/context";
import { changeConnection } from "./change-connection";
import { changeLimits } from "./change-limits";
import { createConnection } from "./create-connection";
import { ensureSandboxConnections } from "./ensure-sandbox-connections";
import { listConnectionChoices, listConnections, readConnection } from "./list-connections";
import { openConnection } from "./open-connection";
import { pauseConnection } from "./pause-connection";
import { removeConnection } from "./remove-connection";
import { rotateSecret } from "./rotate-secret";
import { testConnection, testConnections } from "./test-connection";

let stage: Awaited<ReturnType<typeof openConnections>>;
let ctx: TestContext;
beforeAll(async () => {
  stage = await openConnections();
  ctx = stage.ctx;
});
afterAll(() => stage.close());
beforeEach(() => stage.calm());

const failing = (code: string, more: object = {}) => expect.objectContaining({ code, ...more });

test("every wrong field is named, and its value is not repeated", async () => {
  const wrong = {
    provider: "acme",
    credentials: {
      apiKey: "xx-secret-value-1234567890",
      adminKey: "line\nbreak-1234567890",
      token: "t-123456789",
    },
    settings: { baseUrl: "https://me:hunter2@acme.example", colour: "red" },
    limits: { minRequests: { "*": 100 } },
  };
  await expect(stage.make({ ...wrong, limits: {} })).rejects.toEqual(
    failing("invalid", {
      fields: {
        "credentials.apiKey": "An Acme key begins with ac-.",
        "credentials.adminKey": "Holds characters that do not belong there. Copy it again.",
        "credentials.token": "is not known here",
        "settings.colour": "is not known here",
      },
    }),
  );
  await expect(stage.make({ settings: wrong.settings })).rejects.toThrow(/is not known here/);
  const address = await stage
    .make({ settings: { baseUrl: wrong.settings.baseUrl } })
    .catch((error: Error) => error);
  expect(address).toEqual(failing("invalid"));
  expect(String(address)).not.toContain("hunter2");
  await expect(stage.make({ limits: wrong.limits })).rejects.toThrow(/no such limit/);
  await expect(stage.make({ credentials: {} })).rejects.toThrow("API key is needed.");
  await expect(stage.make({ provider: "nobody" })).rejects.toEqual(
    failing("invalid", { message: "provider: Use one of acme." }),
  );
});

test("a name is one connection's of a provider while it stands", async () => {
  const [first, second] = [await stage.make({ name: "Search" }), await stage.make({ name: "Ads" })];
  await expect(stage.make({ name: "search" })).rejects.toEqual(
    failing("conflict", { fields: { name: expect.any(String) } }),
  );
  await expect(changeConnection(ctx, { id: second, name: "SEARCH" })).rejects.toEqual(failing("conflict"));
  await removeConnection(ctx, { id: first });
  await changeConnection(ctx, { id: second, name: "Search" });
  expect(await stage.make({ name: "Search" }, await ctx.elsewhere())).toEqual(expect.any(String));
});

test("a change keeps what it does not name", async () => {
  const id = await stage.make({
    credentials: { apiKey: KEY, adminKey: ADMIN_KEY },
    settings: { baseUrl: stage.acme.baseUrl, project: "p1" },
  });
  await changeConnection(ctx, {
    id,
    limits: { enqueuedTokens: { "acme-mini*": 2_000_000 }, requestsPerMinute: 60 },
  });
  await changeConnection(ctx, { id, costCenter: "Search", limits: { requestsPerMinute: null } });
  const other = "ac-live-other0000000000000000wxyz";
  await changeConnection(ctx, {
    id,
    credentials: { apiKey: other, adminKey: null },
    settings: { project: null },
  });
  expect(await readConnection(ctx, id)).toMatchObject({
    costCenter: "Search",
    settings: { baseUrl: stage.acme.baseUrl },
    masks: { apiKey: "ac-live-…wxyz" },
    limits: { enqueuedTokens: { "acme-mini*": 2_000_000 } },
  });
  await testConnection(ctx, { id });
  expect(stage.acme.keys).toEqual([`Bearer ${other}`]);
  const [change] = await ctx.db.auditEntry.findMany({
    where: { event: "connection.changed", subject: id },
    orderBy: { id: "desc" },
  });
  expect(change?.detail).toMatchObject({ changed: "project, apiKey, adminKey" });
});

test("limits come from their form, all at once; a name alone does not make an earlier test untrue", async () => {
  const id = await stage.make();
  await testConnection(ctx, { id });
  const limits = {
    enqueuedTokens: { preset: "Tier 1", text: "" },
    requestsPerMinute: { preset: "", text: "60" },
  };
  await changeLimits(ctx, { id, limits });
  await changeConnection(ctx, { id, name: "Renamed", settings: { baseUrl: stage.acme.baseUrl } });
  expect(await readConnection(ctx, id)).toMatchObject({
    name: "Renamed",
    limits: { enqueuedTokens: { "acme-mini*": 2_000_000, "*": 90_000 }, requestsPerMinute: 60 },
    test: { report: { ok: true } },
  });
  await expect(
    changeLimits(ctx, { id, limits: { requestsPerMinute: { preset: "", text: "fast" } } }),
  ).rejects.toEqual(
    failing("invalid", { fields: { "limits.requestsPerMinute.text": "Use a whole number from 1." } }),
  );
});

test("removed, its keys are gone and its row stays; refused while a batch needs them", async () => {
  const id = await stage.make({ name: "Old project" });
  await seedPart(id, "running");
  await expect(removeConnection(ctx, { id })).rejects.toEqual(
    failing("refused", { message: expect.stringMatching(/^1 part of a batch still runs/) }),
  );
  await ctx.pool.query("UPDATE batch_part SET state = 'completed'");
  await removeConnection(ctx, { id });
  const { rows } = await ctx.pool.query(
    "SELECT name, sealed, masks, removed_at FROM connection WHERE id = $1",
    [id],
  );
  expect(rows).toEqual([{ name: "Old project", sealed: "", masks: {}, removed_at: ctx.now() }]);
  await expect(openConnection(ctx, id)).rejects.toThrow(
    "The connection “Old project” was removed. Use another one.",
  );
  await expect(removeConnection(ctx, { id })).rejects.toEqual(failing("not_found"));
});

test("the sandbox brings one connection a provider, follows its simulators, and leaves alone what a person removed", async () => {
  const org = await ctx.elsewhere();
  const offer = (port: number, provider = "acme") => ({
    provider,
    credentials: { apiKey: "ac-sandbox" },
    settings: { baseUrl: `http://127.0.0.1:${port}` },
  });
  const seen = async () =>
    (await listConnections(org, { limit: 9 })).rows.map(({ name, settings }) => [name, settings.baseUrl]);
  await ensureSandboxConnections(org, [offer(4001), offer(4002, "nobody")]);
  await ensureSandboxConnections(org, [offer(4001)]);
  expect(await seen()).toEqual([["Sandbox", "http://127.0.0.1:4001"]]);
  await ensureSandboxConnections(org, [offer(4005)]);
  expect(await seen()).toEqual([["Sandbox", "http://127.0.0.1:4005"]]);
  expect(await org.db.auditEntry.count({ where: { organisationId: org.organisation.id } })).toBe(2);

  await removeConnection(org, { id: (await listConnections(org, { limit: 1 })).rows[0]?.id ?? "" });
  await ensureSandboxConnections(org, [offer(4006)]);
  expect(await seen()).toEqual([]);
  const serious: TestContext = { ...org, installation: { sandbox: false, pollSeconds: null } };
  await expect(ensureSandboxConnections(serious, [offer(4006)])).rejects.toEqual(failing("refused"));
  await expect(ensureSandboxConnections(org.as("manager"), [])).rejects.toEqual(failing("forbidden"));
});

test("a pause holds as long as the longest that was asked for, within reason", async () => {
  const id = await stage.make();
  const until = async () => (await readConnection(ctx, id)).pausedUntil?.toISOString();
  await pauseConnection(ctx, id, 90);
  expect(await until()).toBe("2025-12-02T16:43:30.000Z");
  await pauseConnection(ctx, id, 30);
  expect(await until()).toBe("2025-12-02T16:43:30.000Z");
  await pauseConnection(ctx, id, 1e9);
  expect(await until()).toBe("2025-12-02T17:42:00.000Z");
});

test("lists come by name, page by page; who may not see connections sees what to choose from", async () => {
  const org = await ctx.elsewhere();
  for (const name of ["C", "A", "B"])
    await stage.make({ name, costCenter: name === "A" ? "Support" : null }, org);
  const first = await listConnections(org, { limit: 2 });
  const second = await listConnections(org, { limit: 2, cursor: first.nextCursor ?? "" });
  expect([first, second].map(({ rows }) => rows.map(({ name }) => name))).toEqual([["A", "B"], ["C"]]);
  expect(second.nextCursor).toBeNull();
  const choices = await listConnectionChoices(org.as("owner"));
  expect(choices.map((choice) => Object.keys(choice).sort())).toEqual(
    Array(3).fill(["costCenter", "id", "name", "provider"]),
  );
  expect(choices[0]).toMatchObject({ provider: "acme", name: "A", costCenter: "Support" });
});

test.each(ROLES.filter((role) => role !== "admin"))(
  "a %s may neither see nor change connections",
  async (role) => {
    const id = await stage.make();
    const who = ctx.as(role);
    const attempts = [
      createConnection(who, stage.order()),
      changeConnection(who, { id, name: "Mine" }),
      changeLimits(who, { id, limits: {} }),
      removeConnection(who, { id }),
      listConnections(who, { limit: 1 }),
      readConnection(who, id),
      testConnection(who, { id }),
      testConnections(who),
      rotateSecret(who),
      ...(role === "finance" ? [openConnection(who, id), pauseConnection(who, id, 1)] : []),
    ];
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt).toEqual({ status: "rejected", reason: failing("forbidden") });
  },
);

async function seedPart(connectionId: string, state: string): Promise<void> {
  const now = ctx.now();
  await ctx.db.batch.create({
    data: {
      id: `b-${connectionId}`,
      organisationId: ctx.organisation.id,
      endpointId: 1,
      costCenter: "Support",
      provider: "acme",
      connectionId,
      state: "running",
      start: "now",
      filename: "a.jsonl",
      bytes: 1n,
      sha256: "0",
      createdBy: "x",
      createdByName: "x",
      createdAt: now,
      filesUntil: now,
      parts: {
        create: {
          organisationId: ctx.organisation.id,
          connectionId,
          number: 1,
          state,
          nonce: "abcdefgh",
          key: connectionId,
          path: "/v1/x",
          requests: 1,
          bytes: 1n,
          inputTokens: 1n,
        },
      },
    },
  });
}
