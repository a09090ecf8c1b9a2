import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "./database";

let database: TestDatabase;
let neighbour: TestDatabase;
beforeAll(async () => {
  [database, neighbour] = await Promise.all([testDatabase(), testDatabase()]);
});
afterAll(async () => {
  await database.drop();
  await neighbour.drop();
});

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("a test database is migrated", async () => {
  const rows = await ask<{ open: number }>(
    database.url,
    "select count(*) filter (where finished_at is null)::int as open from _prisma_migrations",
  );
  expect(rows).toEqual([{ open: 0 }]);
});

test("what one test file writes, another does not see", async () => {
  await ask(database.url, "create table mine (id int)");
  const find = "select to_regclass('mine')::text as name";
  expect(await ask(database.url, find)).toEqual([{ name: "mine" }]);
  expect(await ask(neighbour.url, find)).toEqual([{ name: null }]);
});
