import os from "node:os";
import { expect, test } from "vitest";
import { type Duck, literal, rowsOf, withDuck } from "@/lib/platform/duckdb";
import { clientClassOf, clientClassSql } from "../model/clients";
import { EVERY_TAG, keptTags } from "./shape";

const ask = <T>(sql: string) => withDuck(os.tmpdir(), (duck: Duck) => rowsOf<T>(duck, sql));

test("DuckDB and the model tell the same client from a user agent", async () => {
  const agents = [
    "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15",
    "OpenAI/Python 1.99.0",
    "node-cron/4 axios",
    "Temporal worker",
    "curl/8.5.0",
    "",
    "kube-probe\n",
    "N8N/1.50",
  ];
  const rows = await ask<{ agent: string; client: string | null }>(
    `SELECT agent, ${clientClassSql("agent")} AS client FROM (VALUES ${agents.map((agent) => `(${literal(agent)})`).join(", ")}) t (agent)`,
  );
  expect(rows.map(({ agent, client }) => [agent, client])).toEqual(
    agents.map((agent) => [agent, clientClassOf(agent)]),
  );
});

test.each([
  [[], '["env:prod","run:1"]', '["env:prod","run:1"]'],
  [["run"], '["env:prod","run:1","runner:x"]', '["env:prod","runner:x"]'],
  [["run", "env"], '["env:prod","run:1"]', null],
  [[""], '["nightly","run:it\'s"]', '["run:it\'s"]'],
  [[EVERY_TAG], '["env:prod"]', null],
  [["run"], "no list", '["no list"]'],
])("without the tag names %j, %s leaves %s", async (dropped, tags, expected) => {
  const rows = await ask<{ kept: string | null }>(
    `SELECT ${keptTags(dropped)} AS kept FROM (SELECT ${literal(tags)} AS tags)`,
  );
  expect(rows).toEqual([{ kept: expected }]);
});
