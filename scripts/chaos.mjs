import { requireNode } from "./process/node-version.mjs";
import { runMain } from "./process/refusal.mjs";

await runMain(async () => {
  requireNode();
  const { runNamed } = await import("./app/run-named.mjs");
  return runNamed("chaos", process.argv.slice(2));
});
