import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../process/paths.mjs";
import { Refusal } from "../process/refusal.mjs";

/** Finds `<folder>/<name>/main.ts` and runs it in a throw-away database with the settings of production. */
export async function runNamed(folder, [name, ...args]) {
  const names = readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, folder, entry.name, "main.ts")))
    .map((entry) => entry.name);
  if (!names.includes(name ?? "")) {
    throw new Refusal(
      `Say which ${folder} to run: npm run ${folder} -- NAME, with one of: ${names.join(", ") || "none yet"}.`,
    );
  }
  const { runProgram } = await import("./run.mjs");
  return runProgram(`${folder}/${name}/main.ts`, args, { database: "throw-away" });
}
