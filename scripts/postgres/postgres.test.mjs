import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withoutDrops } from "../migrate.mjs";
import { canEnter, systemAccount } from "./account.mjs";
import { onDatabase, proveExternal } from "./connect.mjs";
import { parsePidFile } from "./pid-file.mjs";
import { serverSettings, sharedBuffersMb } from "./settings.mjs";

describe("postmaster.pid", () => {
  const lines = [
    "4711",
    "/data/postgres",
    "1763900000",
    "54321",
    "",
    "127.0.0.1",
    "  1234567    42",
    "ready   ",
    "",
  ];

  test("of a running server names process, port and state", () => {
    expect(parsePidFile(lines.join("\n"))).toEqual({ pid: 4711, port: 54_321, ready: true });
  });

  test("of a starting server is not ready", () => {
    expect(parsePidFile([...lines.slice(0, 7), "starting"].join("\n"))).toMatchObject({ ready: false });
    expect(parsePidFile("4711\n/data/postgres\n")).toEqual({ pid: 4711, port: null, ready: false });
  });

  test.each(["", "\n\n", "not a number"])("that holds %j is nobody's", (text) =>
    expect(parsePidFile(text)).toBeNull(),
  );
});

describe("as root, Postgres runs", () => {
  const nobody = "nobody:x:65534:65533:nobody:/:/usr/sbin/nologin";
  const postgres = "postgres:x:101:104::/var/lib/postgresql:/bin/bash";

  test("as postgres where there is one", () => {
    expect(systemAccount(`root:x:0:0::/root:/bin/sh\n${nobody}\n${postgres}\n`)).toEqual({
      uid: 101,
      gid: 104,
    });
  });

  test("else as nobody", () => expect(systemAccount(`${nobody}\n`)).toEqual({ uid: 65_534, gid: 65_533 }));

  test("else not at all, and says so", () =>
    expect(() => systemAccount("root:x:0:0::/:/bin/sh")).toThrow(/ordinary user/));
});

describe("a folder can be entered", () => {
  let folder;
  const stranger = { uid: 65_534, gid: 65_534 };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "offpeak-enter-"));
    mkdirSync(join(folder, "inner"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("when every parent lets pass", () => {
    chmodSync(folder, 0o711);
    expect(canEnter(join(folder, "inner"), stranger)).toBe(true);
  });

  test("not when one parent is closed", () => {
    chmodSync(folder, 0o700);
    expect(canEnter(join(folder, "inner"), stranger)).toBe(false);
  });
});

describe("settings", () => {
  test("a throw-away server may forget, ours may not", () => {
    expect(serverSettings({ port: 1, test: true })).toContain("fsync=off");
    expect(serverSettings({ port: 1 }).join(" ")).not.toMatch(/fsync|synchronous_commit|full_page_writes/);
  });

  test("memory follows the machine, within bounds", () => {
    const GB = 1024 ** 3;
    expect([1, 8, 64].map((size) => sharedBuffersMb(size * GB))).toEqual([128, 512, 1024]);
  });
});

describe("DATABASE_URL", () => {
  test("that is no address is refused without repeating it", async () => {
    const refused = proveExternal("mysql://user:hunter2@host/db");
    await expect(refused).rejects.toThrow(/^DATABASE_URL is not a PostgreSQL address/);
    await expect(refused).rejects.not.toThrow(/hunter2/);
  });

  test("where nothing answers is refused with the place, without the password", async () => {
    const refused = proveExternal("postgresql://user:hunter2@127.0.0.1:9/db");
    await expect(refused).rejects.toThrow(
      "DATABASE_URL: nothing answers at 127.0.0.1:9. Start that server, or correct the address.",
    );
  });

  test("another database on the same server keeps everything else", () => {
    expect(onDatabase("postgresql://u:p@h:1/one?sslmode=require", "two")).toBe(
      "postgresql://u:p@h:1/two?sslmode=require",
    );
  });
});

test("a difference that only drops an index written by hand is none", () => {
  const script = '-- DropIndex\nDROP INDEX "by_hand";\n';
  expect(withoutDrops(script, ["by_hand"])).toBe("");
  expect(withoutDrops(script, ["other"])).toBe(script);
  expect(withoutDrops(`${script}\n-- AlterTable\nALTER TABLE "a" DROP COLUMN "b";\n`, ["by_hand"])).toContain(
    "ALTER TABLE",
  );
});
