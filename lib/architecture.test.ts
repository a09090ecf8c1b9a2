import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { complete } from "@/scripts/complete-lockfile.mjs";

// The bans of the house that are about text and size; who may import whom is .dependency-cruiser.cjs.

const rooms = ["app", "bench", "chaos", "components", "e2e", "lib", "scripts"];
const generated = /(^|\/)(fixtures|node_modules|generated)(\/|$)/;
const isTest = (file: string) => /\.test\.|\.e2e\./.test(file) || file.startsWith("lib/testing/");

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (generated.test(file)) return [];
    return entry.isDirectory() ? filesBelow(file) : [file];
  });
}

const sources = rooms.flatMap(filesBelow).filter((file) => /\.(ts|tsx|mjs)$/.test(file));
const text = new Map(sources.map((file) => [file, readFileSync(file, "utf8")]));
const under = (...folders: string[]) =>
  sources.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));

/** `file:line` of every line of code, comments left out, that the pattern hits. */
function hits(files: string[], pattern: RegExp): string[] {
  return files.flatMap((file) => {
    const lines = (text.get(file) ?? "").split("\n");
    return lines.flatMap((line, index) => {
      const isComment = /^\s*(\/\/|\/?\*)/.test(line);
      return !isComment && pattern.test(line) ? [`${file}:${index + 1}`] : [];
    });
  });
}

test("the walk sees the house", () => {
  expect(under("lib").length).toBeGreaterThan(10);
  expect(text.get("lib/architecture.test.ts")).toContain("the walk sees the house");
});

describe("effects stay in their rooms", () => {
  const doors = under("app", "lib/stages", "lib/worker", "lib/cli").filter((file) => !isTest(file));

  test("only a store speaks to the database", () => {
    const elsewhere = doors.filter((file) => !/^lib\/stages\/[^/]+\/(store\.ts|store\/)/.test(file));
    expect(hits(elsewhere, /\bctx\.(db|pool)\s*\??\./)).toEqual([]);
  });

  test("core and stages ask ctx.now() for the time", () => {
    const pure = under("lib/core", "lib/stages").filter((file) => !isTest(file));
    expect(hits(pure, /\bDate\.now\(|\bnew Date\(\s*\)/)).toEqual([]);
  });

  test("the environment is read in one place", () => {
    const others = under("app", "components", "lib").filter(
      (file) => file !== "lib/platform/env.ts" && !isTest(file),
    );
    // The sandbox imports nothing of ours, so it reads its own.
    const known = others.filter((file) => !file.startsWith("lib/sandbox/"));
    expect(hits(known, /\bprocess\.env\b/)).toEqual([]);
  });
});

describe("sizes", () => {
  const lineCount = (file: string) => (text.get(file) ?? "").trimEnd().split("\n").length;
  const longer = (files: string[], most: number) =>
    files.filter((file) => lineCount(file) > most).map((file) => `${file} has ${lineCount(file)} lines`);

  test("no file is longer than 300 lines", () => expect(longer(sources, 300)).toEqual([]));

  test("a page composes, in 40 lines", () => {
    expect(
      longer(
        sources.filter((file) => path.basename(file) === "page.tsx"),
        40,
      ),
    ).toEqual([]);
  });

  test("actions of a page fit in 60 lines", () => {
    expect(
      longer(
        sources.filter((file) => path.basename(file) === "actions.ts"),
        60,
      ),
    ).toEqual([]);
  });

  test("no folder holds more than 15 files", () => {
    const counts = new Map<string, number>();
    for (const file of sources.filter((one) => !isTest(one))) {
      counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
    }
    const crowded = [...counts].filter(([, count]) => count > 15);
    expect(crowded).toEqual([]);
  });
});

describe("names", () => {
  test("files are kebab-case", () => {
    const odd = sources.filter(
      (file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|tsx|mjs)$/.test(path.basename(file)),
    );
    expect(odd).toEqual([]);
  });

  test("a file says what it holds", () => {
    expect(
      sources.filter((file) => /(^|\/|-)(utils?|helpers?|common|managers?|services?)(\.|\/|-)/.test(file)),
    ).toEqual([]);
  });

  test("no barrels: index files stand only under adapters", () => {
    const barrels = sources.filter((file) => /^index\.tsx?$/.test(path.basename(file)));
    expect(barrels.filter((file) => !file.startsWith("lib/adapters/"))).toEqual([]);
  });
});

describe("packages", () => {
  test("the lockfile names the packages of every platform (mend it: node scripts/complete-lockfile.mjs)", () => {
    expect(complete(JSON.parse(readFileSync("package-lock.json", "utf8"))).added).toEqual([]);
  });

  test("the lockfile names no registry", () => {
    expect(readFileSync("package-lock.json", "utf8")).not.toMatch(/"resolved"/);
  });

  test("Prisma's packages are of one version", () => {
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    const names = ["prisma", "@prisma/client", "@prisma/adapter-pg", "@prisma/driver-adapter-utils"];
    expect(new Set(names.map((name) => dependencies[name]))).toEqual(new Set([dependencies.prisma]));
    const engines = JSON.parse(readFileSync("node_modules/@prisma/engines-version/package.json", "utf8"));
    expect(dependencies["@prisma/schema-engine-wasm"]).toBe(engines.version);
  });

  test("every direct dependency is pinned, and there are at most 45", () => {
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(Object.entries(dependencies).filter(([, version]) => !/^\d/.test(String(version)))).toEqual([]);
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(45);
  });
});
