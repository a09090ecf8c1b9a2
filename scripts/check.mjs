import { requireNode } from "./process/node-version.mjs";
import { runMain } from "./process/refusal.mjs";

// The fast part of npm test: no database, no browser.
await runMain(async () => {
  requireNode();
  const { settle } = await import("./process/paths.mjs");
  const { ensureInstalled } = await import("./process/install.mjs");
  const { conclude, runChecks } = await import("./checks/tally.mjs");
  const { fast } = await import("./checks/all.mjs");
  settle();
  await ensureInstalled();
  return conclude(await runChecks(fast));
});
