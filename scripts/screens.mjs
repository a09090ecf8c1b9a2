import { requireNode } from "./process/node-version.mjs";
import { runMain } from "./process/refusal.mjs";

await runMain(async () => {
  requireNode();
  const { ensureInstalled } = await import("./process/install.mjs");
  const { settle } = await import("./process/paths.mjs");
  const { takeScreens } = await import("./screens/take.mjs");
  settle();
  await ensureInstalled();
  return takeScreens(process.argv[2], process.argv.slice(3));
});
