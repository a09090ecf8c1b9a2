import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Refusal, runMain } from "./process/refusal.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Writes the Prisma client to prisma/generated. The command line insists on a native engine that it would download and
 * then not use for this: any existing file satisfies it.
 */
export function generate() {
  const run = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  if (run.status !== 0) {
    throw new Refusal(`prisma generate failed: ${`${run.stderr}${run.stdout}`.trim() || run.error?.message}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(generate);
