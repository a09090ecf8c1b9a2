import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openSeal } from "@/lib/platform/seal";
import { ADMIN_KEY, KEY, openConnections, outside } from "@/lib/testing/connection-stage";
import { startAcme } from "@/lib/testing/connections";
import type { TestContext } from "@/lib/testing/context";
import { changeConnection } from "./change-connection";
import { listConnections, readConnection } from "./list-connections";
import { connectionView } from "./model/view";
import { openConnection } from "./open-connection";
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

/** Everything that lies in the tables that a connection touches, as text. */
async function everything(): Promise<string> {
  const tables = ["connection", "audit_entry", "idempotent_answer"];
  const rows = await Promise.all(
    tables.map((table) => ctx.pool.query(`SELECT t::text AS line FROM ${table} AS t`)),
  );
  return rows.flatMap(({ rows }) => rows.map(({ line }) => line as string)).join("\n");
}

test("keys are sealed in the database, masked to people, and open for the provider alone", async () => {
  const id = await stage.make({
    name: "Main",
    costCenter: " Support ",
    credentials: { apiKey: `${KEY}\n`, adminKey: ADMIN_KEY },
  });
  const seen = await readConnection(ctx, id);
  expect(seen).toMatchObject({
    provider: "acme",
    name: "Main",
    costCenter: "Support",
    settings: { baseUrl: stage.acme.baseUrl },
    masks: { apiKey: "ac-live-…c91f", adminKey: "ac-admin-…a7Qe" },
    test: null,
    isLocked: false,
  });
  const text = await everything();
  expect(text).toContain("Main");
  for (const part of [KEY, ADMIN_KEY, KEY.slice(8, 20), ADMIN_KEY.slice(9, 20)])
    expect(text).not.toContain(part);
  expect(JSON.stringify([seen, connectionView(seen)])).not.toContain(KEY.slice(8, 20));

  const opened = await openConnection(ctx, id);
  expect(JSON.stringify([opened.connection, opened.definition])).not.toContain(KEY.slice(8, 20));
  expect(opened.connection).toMatchObject({ costCenter: "Support", limits: {} });
  expect((await opened.provider.test(AbortSignal.timeout(5000))).ok).toBe(true);
  expect(stage.acme.keys).toEqual([`Bearer ${KEY}`]);
});

test("a connection may be made while its vendor is away; the test says so, and what is missing", async () => {
  const away = await startAcme();
  await away.stop();
  const id = await stage.make({ settings: { baseUrl: away.baseUrl } });
  expect(await testConnection(ctx, { id })).toMatchObject({
    id,
    report: { ok: false, checks: [{ ok: false, message: "Acme cannot be reached." }] },
  });

  await changeConnection(ctx, { id, settings: { baseUrl: stage.acme.baseUrl } });
  expect((await readConnection(ctx, id)).test).toBeNull();
  stage.acme.answer = () => ({ status: 403, text: `The key ${KEY} may not write batches.` });
  const check = { name: "Batches", ok: false, missing: "batches: write" };
  const message = "The key [key] may not write batches.";
  expect((await testConnection(ctx, { id })).report).toEqual({ ok: false, checks: [{ ...check, message }] });

  stage.acme.answer = () => ({ status: 418, text: "" });
  expect((await testConnection(ctx, { id })).report.checks[0]?.message).toMatch(/could not be asked/);
  stage.acme.answer = () => "never";
  expect((await testConnection(ctx, { id }, 0.05)).report.checks[0]?.message).toMatch(
    /did not answer within/,
  );

  stage.acme.answer = () => ({ status: 200, text: "" });
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

test("outside of the sandbox no key goes to this machine or a private network, also when it was accepted before", async () => {
  for (const baseUrl of [
    "http://acme.example",
    "https://localhost:4000",
    "https://10.0.0.8",
    stage.acme.baseUrl,
  ])
    await expect(stage.make({ settings: { baseUrl } }, outside(ctx))).rejects.toEqual(
      failing("invalid", { fields: { "settings.baseUrl": expect.any(String) } }),
    );
  const id = await stage.make();
  await expect(openConnection(outside(ctx), id)).rejects.toEqual(failing("refused"));
  await expect(testConnection(outside(ctx), { id })).rejects.toThrow(/may not be used as it is/);
  expect(stage.acme.keys).toEqual([]);
});

test("whoever sends the keys to another address must have them", async () => {
  const id = await stage.make({ settings: {} }, outside(ctx));
  const moved = { baseUrl: "https://gateway.invalid" };
  await expect(changeConnection(outside(ctx), { id, settings: moved })).rejects.toEqual(
    failing("invalid", { fields: { "settings.baseUrl": expect.stringMatching(/Enter the keys again/) } }),
  );
  await changeConnection(outside(ctx), { id, settings: { project: "p1" } });
  await changeConnection(outside(ctx), { id, settings: moved, credentials: { apiKey: KEY } });
  expect((await readConnection(ctx, id)).settings).toEqual({ ...moved, project: "p1" });
  await expect(changeConnection(outside(ctx), { id, settings: { baseUrl: null } })).rejects.toThrow(/again/);
});

test("after a change of OFFPEAK_SECRET the previous one opens, and everything is sealed anew", async () => {
  const org = await ctx.elsewhere();
  const id = await stage.make({ credentials: { apiKey: KEY } }, org);
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
  expect(stage.acme.keys).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`]);

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
  const [mine, theirs] = [await stage.make(), await stage.make()];
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
