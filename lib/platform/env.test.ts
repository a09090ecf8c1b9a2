import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { Environment, readEnvironment } from "./env";

const example = parseEnv(readFileSync(".env.example", "utf8"));
const needed = { DATABASE_URL: "postgresql://a:b@localhost:5432/c", OFFPEAK_SECRET: "0123456789abcdef" };

test(".env.example lists every variable that is read, and no other", () => {
  expect(Object.keys(example).sort()).toEqual(Object.keys(Environment.shape).sort());
});

test("the values of .env.example are the defaults", () => {
  expect(readEnvironment({ ...example, ...needed })).toEqual(readEnvironment(needed));
});

test("a variable left empty is a variable not set", () => {
  expect(readEnvironment({ ...needed, OFFPEAK_POLL_SECONDS: "" }).OFFPEAK_POLL_SECONDS).toBeUndefined();
});

test("one message names everything that is wrong", () => {
  const read = () => readEnvironment({ PORT: "none", OFFPEAK_SECRET: "short" });
  expect(read).toThrow(/PORT.*DATABASE_URL.*OFFPEAK_SECRET/s);
});
