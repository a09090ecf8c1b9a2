import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { identityOf, isAlive, me } from "./identity.mjs";
import { alone, hold, letGo, livingHolders, releaseLock, takeLock } from "./lock.mjs";
import { isSupported, requireNode } from "./node-version.mjs";
import { claimPort, freePort, readPort } from "./ports.mjs";
import { isDiskFull, Refusal } from "./refusal.mjs";

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "offpeak-process-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that has just ended, as a crash leaves it: its number is known, it is not. */
async function deadIdentity() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  const identity = identityOf(child.pid);
  child.kill("SIGKILL");
  await once(child, "exit");
  return identity;
}

describe("who is alive", () => {
  test("we are", () => expect(isAlive(me())).toBe(true));

  test("a killed process is not", async () => {
    const identity = await deadIdentity();
    expect(identity).toMatch(/^\d+@/);
    expect(isAlive(identity)).toBe(false);
  });

  test("the same number given to another process is another process", () => {
    expect(isAlive(`${process.pid}@1`)).toBe(false);
  });
});

describe("a lock", () => {
  test("is refused while its holder lives, with the holder's record", () => {
    const path = join(folder, "lock");
    expect(takeLock(path, { address: "http://localhost:1" })).toBeNull();
    expect(takeLock(path)).toEqual({ identity: me(), address: "http://localhost:1" });
    releaseLock(path);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a dead process is taken over", async () => {
    const path = join(folder, "lock");
    writeFileSync(path, JSON.stringify({ identity: await deadIdentity() }));
    expect(takeLock(path)).toBeNull();
  });

  test("that was cut short by a crash is taken over", () => {
    const path = join(folder, "lock");
    writeFileSync(path, "");
    expect(takeLock(path)).toBeNull();
  });

  test("lets one at a time in", async () => {
    const path = join(folder, "lock");
    const log = [];
    const visit = (name) =>
      alone(path, async () => {
        log.push(`${name} in`);
        await new Promise(setImmediate);
        log.push(`${name} out`);
      });
    await Promise.all([visit("a"), visit("b")]);
    expect(log).toEqual(
      log[0] === "a in" ? ["a in", "a out", "b in", "b out"] : ["b in", "b out", "a in", "a out"],
    );
  });
});

test("the dead do not hold a server open", async () => {
  hold(folder);
  writeFileSync(join(folder, "1234567"), await deadIdentity());
  expect(livingHolders(folder)).toBe(1);
  expect(letGo(folder)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

describe("ports", () => {
  test("a taken port is refused in one line that says how to mend it", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    await expect(claimPort(port, "127.0.0.1")).rejects.toThrow(
      new RegExp(`^Port ${port} is already in use\\. .*PORT=\\d+ npm start$`),
    );
    expect(await freePort(port)).not.toBe(port);
    server.close();
  });

  test.each(["three", "-1", "70000", "1.5"])("PORT=%s is refused", (text) => {
    expect(() => readPort(text)).toThrow(Refusal);
  });

  test("PORT is 3000 unless given", () => {
    expect([readPort(undefined), readPort(""), readPort("8080")]).toEqual([3000, 3000, 8080]);
  });
});

describe("Node's version", () => {
  test.each([
    ["18.20.4", false],
    ["20.18.3", false],
    ["20.19.0", true],
    ["22.0.0", true],
    ["24.21.0", true],
  ])("%s", (version, good) => expect(isSupported(version)).toBe(good));

  test("an old one is told what to install", () => {
    expect(() => requireNode("18.20.4")).toThrow(/Node 18\.20\.4.*20\.19/);
  });
});

test.each([
  [Object.assign(new Error("write"), { code: "ENOSPC" }), true],
  [Object.assign(new Error("could not extend file"), { code: "53100" }), true],
  ["npm error code ENOSPC", true],
  ["FATAL: could not write lock file: No space left on device", true],
  ["npm error code ECONNREFUSED", false],
  [undefined, false],
])("a full disk is known by any of its names: %s", (problem, full) => expect(isDiskFull(problem)).toBe(full));
