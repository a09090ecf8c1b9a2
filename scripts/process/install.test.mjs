import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { complete } from "../complete-lockfile.mjs";
import { isComplete } from "./install.mjs";
import { buildSources, stampOf } from "./stamp.mjs";

describe("the build stamp", () => {
  let root;
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const stamp = () => stampOf(root, buildSources(root));
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "offpeak-stamp-"));
    write("app/page.tsx", "one");
    write("lib/core/money.ts", "one");
    write("package-lock.json", "{}");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test.each([
    "app/page.tsx",
    "app/new/page.tsx",
    "lib/core/money.ts",
    "next.config.ts",
    "proxy.ts",
    "postcss.config.mjs",
    "package-lock.json",
    "prisma/schema.prisma",
    "public/logo.svg",
    "app/globals.css",
  ])("changes with %s", (path) => {
    const before = stamp();
    write(path, "two");
    expect(stamp()).not.toBe(before);
  });

  test.each([
    "lib/core/money.test.ts",
    "lib/testing/context.ts",
    "lib/adapters/x/fixtures/a.csv",
    "e2e/admin.spec.ts",
    "scripts/start.mjs",
    "README.md",
    ".offpeak/secret",
    ".next/BUILD_ID",
    "vitest.config.ts",
    "prisma/generated/client.ts",
    "next-env.d.ts",
    ".env.example",
  ])("does not change with %s", (path) => {
    const before = stamp();
    write(path, "two");
    expect(stamp()).toBe(before);
  });

  test("is of the contents, not of the times", () => {
    const before = stamp();
    write("app/page.tsx", "one");
    expect(stamp()).toBe(before);
  });

  test("changes when a file goes", () => {
    const before = stamp();
    rmSync(join(root, "app/page.tsx"));
    expect(stamp()).not.toBe(before);
  });
});

describe("installed packages", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/a": { version: "1.0.0" },
      "node_modules/a-here": {
        version: "1.0.0",
        optional: true,
        os: [process.platform],
        cpu: [process.arch],
      },
      "node_modules/a-there": { version: "1.0.0", optional: true, os: ["aix"], cpu: [process.arch] },
      "node_modules/a-wasm": { version: "1.0.0", optional: true },
    },
  };
  const here = { "node_modules/a": { version: "1.0.0" }, "node_modules/a-here": { version: "1.0.0" } };

  test("are complete without the packages of other machines", () => {
    expect(isComplete(lock, { packages: here })).toBe(true);
  });

  test("are not complete when an install was interrupted", () => {
    expect(isComplete(lock, null)).toBe(false);
  });

  test("are not complete when a version moved", () => {
    expect(isComplete(lock, { packages: { ...here, "node_modules/a": { version: "0.9.0" } } })).toBe(false);
  });

  test("are not complete without this machine's own binary", () => {
    expect(isComplete(lock, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBe(false);
  });
});

describe("a lockfile", () => {
  const lock = {
    packages: {
      "": { optionalDependencies: { ranged: "^1.0.0" } },
      "node_modules/tool": {
        version: "2.0.0",
        dev: true,
        optionalDependencies: {
          "@tool/linux-x64-musl": "2.0.0",
          "@tool/darwin-arm64": "2.0.0",
          "@tool/wasm32-wasi": "2.0.0",
        },
      },
      "node_modules/tool/node_modules/@tool/darwin-arm64": { version: "2.0.0" },
    },
  };

  test("gets the packages of other platforms that npm left out, read from their names", () => {
    const { lock: full, added } = complete(lock);
    expect(added).toEqual(["@tool/linux-x64-musl", "@tool/wasm32-wasi"]);
    expect(full.packages["node_modules/@tool/linux-x64-musl"]).toEqual({
      version: "2.0.0",
      cpu: ["x64"],
      dev: true,
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    });
    expect(full.packages["node_modules/@tool/wasm32-wasi"]).toEqual({
      version: "2.0.0",
      cpu: ["wasm32"],
      dev: true,
      optional: true,
    });
  });

  test("once complete stays as it is", () => {
    const { lock: full } = complete(lock);
    expect(complete(full)).toEqual({ lock: full, added: [] });
  });
});
