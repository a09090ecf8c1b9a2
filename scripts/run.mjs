import { existsSync } from "node:fs";
import { requireNode } from "./process/node-version.mjs";
import { Refusal, runMain } from "./process/refusal.mjs";

const databases = { "lib/sandbox/main.ts": "none", "scripts/check-external.ts": "throw-away" };

await runMain(async () => {
  requireNode();
  const [file, ...args] = process.argv.slice(2);
  if (!file || !existsSync(new URL(`../${file}`, import.meta.url))) {
    throw new Refusal(
      `There is no program ${file ?? "named"} here. Usage: node scripts/run.mjs FILE [arguments]`,
    );
  }
  const { runProgram } = await import("./app/run.mjs");
  return runProgram(file, args, { database: databases[file] ?? "ours" });
});
