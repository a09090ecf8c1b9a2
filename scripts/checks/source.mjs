import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { tool, verdict } from "./tally.mjs";

const biome = "node_modules/@biomejs/biome/bin/biome";

export const format = async () => verdict(await tool(biome, ["format", "."]));

export const lint = async () =>
  verdict(await tool(biome, ["check", "--formatter-enabled=false", "--error-on-warnings", "."]));

export const types = async () => verdict(await tool("node_modules/typescript/bin/tsc", ["--noEmit"]));

/**
 * Who may import whom. A cruiser that saw nothing is content with everything, so it must have seen at least as many
 * modules of lib as there are files.
 */
export async function architecture() {
  const folders = ["app", "components", "lib"].filter((folder) => existsSync(folder));
  const cruiser = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs";
  const run = await tool(
    cruiser,
    ["--config", ".dependency-cruiser.cjs", "--output-type", "json", ...folders],
    { stdout: "answer" },
  );
  const report = parse(run.answer);
  if (report === null) return verdict({ ...run, code: 1 });
  const seen = report.modules.filter((module) => module.source.startsWith("lib/")).length;
  const there = countSources("lib");
  const broken = report.summary.violations.filter((violation) => violation.rule.severity === "error");
  const words = broken.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);
  if (seen < there)
    words.push(
      `dependency-cruiser saw ${seen} modules of lib, but there are ${there} files: it is not looking.`,
    );
  return {
    passed: words.length === 0 ? 1 : 0,
    failed: words.length === 0 ? 0 : 1,
    words: words.join("\n"),
    seen,
  };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function countSources(folder) {
  let count = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) count += countSources(join(folder, entry.name));
    else if (/(?<!\.d)\.tsx?$/.test(entry.name)) count++;
  }
  return count;
}
