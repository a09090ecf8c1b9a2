import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ROLES } from "@/lib/core/access";
import { openSeal } from "@/lib/platform/seal";
import { acmeRegistry, startAcme } from "@/lib/testing/connections";
import { type TestContext, testContext } from "@/lib/testing/context";
import { changeConnection } from "./change-connection";
import { createConnection } from "./create-connection";
import { ensureSandboxConnections } from "./ensure-sandbox-connections";
import { listConnectionChoices, listConnections, readConnection } from "./list-connections";
import { CreateConnection } from "./model/connection";
import { connectionView } from "./model/view";
import { openConnection } from "./open-connection";
import { pauseConnection } from "./pause-connection";
import { removeConnection } from "./remove-connection";
import { rotateSecret } from "./rotate-secret";
import { testConnection, testConnections } from "./test-connection";

const KEY = "ac-live-9f8e7d6c5b4a39281706c91f";
const ADMIN = "ac-admin-0a1b2c3d4e5f60718293a7Qe";

let ctx: TestContext;
let acme: Awaited<ReturnType<typeof startAcme>>;
beforeAll(async () => {
  acme = await startAcme();
  ctx = await testContext({ providers: acmeRegistry });
});
afterAll(async () => {
  await acme.stop();
  await ctx.close();
});
beforeEach(() => {
  acme.answer = () => ({ status: 200, text: "" });
  acme.keys.length = 0;
});

let names = 0;
const order = (change: object = {}) =>
  CreateConnection.parse({
    provider: "acme",
    name: `Project ${++names}`,
    credentials: { apiKey: KEY },
    settings: { baseUrl: acme.baseUrl },
    ...change,
  });
const make = async (change: object = {}, who = ctx) => (await createConnection(who, order(change))).id;
const outside = (): TestContext => ({ ...ctx, installation: { sandbox: false, pollSeconds: null } });
const failing = (code: string, more: object = {}) => expect.objectContaining({ code, ...more });

/** Everything that lies in the tables that a connection touches, as text. */
async function everything(): Promise<string> {
  const tables = ["connection", "audit_entry", "idempotent_answer"];
  const rows = await Promise.all(
    tables.map((table) => ctx.pool.query(`SELECT t::text AS line FROM ${table} AS t`)),
  );
  return rows.flatMap(({ rows }) => rows.map(({ line }) => line as string)).join("\n");
}

test("keys are sealed in the database, masked to people, and open for the provider alone", async () => {
  const id = await make({
    name: "Main",
    costCenter: " Support ",
    credentials: { apiKey: `${KEY}\n`, adminKey: ADMIN },
  });
  const seen = await readConnection(ctx, id);
  expect(seen).toMatchObject({
    provider: "acme",
    name: "Main",
    costCenter: "Support",
    settings: { baseUrl: acme.baseUrl },
    masks: { apiKey: "ac-live-…c91f", adminKey: "ac-admin-…a7Qe" },
    test: null,
    isLocked: false,
  });
  const text = await everything();
  expect(text).toContain("Main");
  for (const part of [KEY, ADMIN, KEY.slice(8, 20), ADMIN.slice(9, 20)]) expect(text).not.toContain(part);
  expect(JSON.stringify([seen, connectionView(seen)])).not.toContain(KEY.slice(8, 20));

  const opened = await openConnection(ctx, id);
  expect(JSON.stringify([opened.connection, opened.definition])).not.toContain(KEY.slice(8, 20));
  expect(opened.connection).toMatchObject({ costCenter: "Support", limits: {} });
  expect((await opened.provider.test(AbortSignal.timeout(5000))).ok).toBe(true);
  expect(acme.keys).toEqual([`Bearer ${KEY}`]);
});

test("a connection may be made while its vendor is away; the test says so, and what is missing", async () => {
  const away = await startAcme();
  await away.stop();
  const id = await make({ settings: { baseUrl: away.baseUrl } });
  expect(await testConnection(ctx, { id })).toMatchObject({
    id,
    report: { ok: false, checks: [{ ok: false, message: "Acme cannot be reached." }] },
  });

  await changeConnection(ctx, { id, settings: { baseUrl: acme.baseUrl } });
  expect((await readConnection(ctx, id)).test).toBeNull();
  acme.answer = () => ({ status: 403, text: `The key ${KEY} may not write batches.` });
  const check = { name: "Batches", ok: false, missing: "batches: write" };
  const message = "The key [key] may not write batches.";
  expect((await testConnection(ctx, { id })).report).toEqual({ ok: false, checks: [{ ...check, message }] });

  acme.answer = () => ({ status: 418, text: "" });
  expect((await testConnection(ctx, { id })).report.checks[0]?.message).toMatch(/could not be asked/);
  acme.answer = () => "never";
  expect((await testConnection(ctx, { id }, 0.05)).report.checks[0]?.message).toMatch(
    /did not answer within/,
  );

  acme.answer = () => ({ status: 200, text: "" });
  await testConnections(ctx);
  expect((await readConnection(ctx, id)).test).toEqual({
    at: ctx.now(),
    report: { ok: true, checks: [{ name: "Batches", ok: true, message: null, missing: null }] },
  });
  const tests = await ctx.db.auditEntry.findMany({ where: { event: "connection.tested", subject: id } });
  expect(tests.map(({ detail }) => (detail as { result: string }).result)).toEqual([
    "Reach the provider",
    "Batches: batches: write",
    "Reach the provider",
    "Reach the provider",
    "works",
  ]);
  expect(await everything()).not.toContain(KEY.slice(8, 20));
});

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
  await expect(make({ ...wrong, limits: {} })).rejects.toEqual(
    failing("invalid", {
      fields: {
        "credentials.apiKey": "An Acme key begins with ac-.",
        "credentials.adminKey": "Holds characters that do not belong there. Copy it again.",
        "credentials.token": "is not known here",
        "settings.colour": "is not known here",
      },
    }),
  );
  await expect(make({ settings: wrong.settings })).rejects.toThrow(/is not known here/);
  const address = await make({ settings: { baseUrl: wrong.settings.baseUrl } }).catch(
    (error: Error) => error,
  );
  expect(address).toEqual(failing("invalid"));
  expect(String(address)).not.toContain("hunter2");
  await expect(make({ limits: wrong.limits })).rejects.toThrow(/no such limit/);
  await expect(make({ credentials: {} })).rejects.toThrow("API key is needed.");
  await expect(make({ provider: "nobody" })).rejects.toEqual(
    failing("invalid", { message: "provider: Use one of acme." }),
  );
});

test("outside of the sandbox no key goes to this machine or a private network, also when it was accepted before", async () => {
  for (const baseUrl of ["http://acme.example", "https://localhost:4000", "https://10.0.0.8", acme.baseUrl])
    await expect(make({ settings: { baseUrl } }, outside())).rejects.toEqual(
      failing("invalid", { fields: { "settings.baseUrl": expect.any(String) } }),
    );
  const id = await make();
  await expect(openConnection(outside(), id)).rejects.toEqual(failing("refused"));
  await expect(testConnection(outside(), { id })).rejects.toThrow(/may not be used as it is/);
  expect(acme.keys).toEqual([]);
});

test("whoever sends the keys to another address must have them", async () => {
  const id = await make({ settings: {} }, outside());
  const moved = { baseUrl: "https://gateway.invalid" };
  await expect(changeConnection(outside(), { id, settings: moved })).rejects.toEqual(
    failing("invalid", { fields: { "settings.baseUrl": expect.stringMatching(/Enter the keys again/) } }),
  );
  await changeConnection(outside(), { id, settings: { project: "p1" } });
  await changeConnection(outside(), { id, settings: moved, credentials: { apiKey: KEY } });
  expect((await readConnection(ctx, id)).settings).toEqual({ ...moved, project: "p1" });
  await expect(changeConnection(outside(), { id, settings: { baseUrl: null } })).rejects.toThrow(/again/);
});

test("a name is one connection's of a provider while it stands", async () => {
  const [first, second] = [await make({ name: "Search" }), await make({ name: "Ads" })];
  await expect(make({ name: "search" })).rejects.toEqual(
    failing("conflict", { fields: { name: expect.any(String) } }),
  );
  await expect(changeConnection(ctx, { id: second, name: "SEARCH" })).rejects.toEqual(failing("conflict"));
  await removeConnection(ctx, { id: first });
  await changeConnection(ctx, { id: second, name: "Search" });
  expect(await make({ name: "Search" }, await ctx.elsewhere())).toEqual(expect.any(String));
});

test("a change keeps what it does not name", async () => {
  const id = await make({
    credentials: { apiKey: KEY, adminKey: ADMIN },
    settings: { baseUrl: acme.baseUrl, project: "p1" },
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
    settings: { baseUrl: acme.baseUrl },
    masks: { apiKey: "ac-live-…wxyz" },
    limits: { enqueuedTokens: { "acme-mini*": 2_000_000 } },
  });
  await testConnection(ctx, { id });
  expect(acme.keys).toEqual([`Bearer ${other}`]);
  const [change] = await ctx.db.auditEntry.findMany({
    where: { event: "connection.changed", subject: id },
    orderBy: { id: "desc" },
  });
  expect(change?.detail).toMatchObject({ changed: "project, apiKey, adminKey" });
});

test("after a change of OFFPEAK_SECRET the previous one opens, and everything is sealed anew", async () => {
  const org = await ctx.elsewhere();
  const id = await make({ credentials: { apiKey: KEY } }, org);
  const [old, now, stranger] = [
    "a secret for tests alone",
    "the new secret of tests",
    "a third secret of tests",
  ];
  const rotated: TestContext = { ...org, seal: openSeal(now, old) };
  expect((await readConnection(rotated, id)).isLocked).toBe(false);
  await testConnection(rotated, { id });
  expect(await rotateSecret(rotated)).toEqual({ sealedAnew: 1, locked: 0 });
  expect(await rotateSecret(rotated)).toEqual({ sealedAnew: 0, locked: 0 });

  const later: TestContext = { ...org, seal: openSeal(now) };
  await testConnection(later, { id });
  expect(acme.keys).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`]);

  const lost: TestContext = { ...org, seal: openSeal(stranger) };
  expect(await rotateSecret(lost)).toEqual({ sealedAnew: 0, locked: 1 });
  expect(connectionView(await readConnection(lost, id))).toMatchObject({
    state: "locked",
    problem: "Sealed with another OFFPEAK_SECRET: enter the key again.",
  });
  await expect(openConnection(lost, id)).rejects.toThrow(/enter the key again/);
  await expect(changeConnection(lost, { id, settings: { project: "p" } })).rejects.toThrow(
    "API key is needed.",
  );
  await changeConnection(lost, { id, credentials: { apiKey: KEY } });
  expect((await readConnection(lost, id)).isLocked).toBe(false);
});

test("keys of one row open in no other, and not in another organisation", async () => {
  const [mine, theirs] = [await make(), await make()];
  await ctx.pool.query(
    "UPDATE connection SET sealed = (SELECT sealed FROM connection WHERE id = $1) WHERE id = $2",
    [mine, theirs],
  );
  await expect(openConnection(ctx, theirs)).rejects.toEqual(failing("refused"));
  const org = await ctx.elsewhere();
  const attempts = [
    openConnection(org, mine),
    readConnection(org, mine),
    testConnection(org, { id: mine }),
    changeConnection(org, { id: mine, name: "Theirs" }),
    removeConnection(org, { id: mine }),
  ];
  for (const attempt of await Promise.allSettled(attempts))
    expect(attempt).toEqual({ status: "rejected", reason: failing("not_found") });
  expect((await listConnections(org, { limit: 50 })).rows).toEqual([]);
});

test("removed, its keys are gone and its row stays; refused while a batch needs them", async () => {
  const id = await make({ name: "Old project" });
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
  const id = await make();
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
  for (const name of ["C", "A", "B"]) await make({ name, costCenter: name === "A" ? "Support" : null }, org);
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
    const id = await make();
    const who = ctx.as(role);
    const attempts = [
      createConnection(who, order()),
      changeConnection(who, { id, name: "Mine" }),
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
