import { requireNode } from "./process/node-version.mjs";
import { runMain } from "./process/refusal.mjs";

// Every check there is, in the order in which they get expensive. One that fails does not stop the others.
await runMain(async () => {
  requireNode();
  const { settle } = await import("./process/paths.mjs");
  const { ensureInstalled } = await import("./process/install.mjs");
  const { conclude, runChecks } = await import("./checks/tally.mjs");
  const { all } = await import("./checks/all.mjs");
  settle();
  await ensureInstalled();
  return conclude(await runChecks(all));
});
