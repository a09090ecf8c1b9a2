import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export type TestDatabase = { url: string; drop(): Promise<void> };

/** A migrated database of the caller's own, copied from the template, so that test files run beside each other. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = new URL(inject("templateUrl"));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(template, `create database ${name} template ${template.pathname.slice(1)}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(template, `drop database if exists ${name} with (force)`) };
}

/** The template must have no visitors while it is copied, so the order is given from elsewhere. */
async function onServer(template: URL, order: string) {
  const elsewhere = new URL(template);
  elsewhere.pathname = "/postgres";
  const client = new pg.Client({ connectionString: elsewhere.href });
  await client.connect();
  try {
    await client.query(order);
  } finally {
    await client.end();
  }
}
