import { requireNode } from "./process/node-version.mjs";
import { runMain } from "./process/refusal.mjs";

// Nothing else is imported before the version of Node is known to be able to read it.
await runMain(async () => {
  requireNode();
  const { start } = await import("./app/start.mjs");
  return start(process.argv.slice(2));
});
