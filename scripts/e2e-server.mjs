import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { start } from "./app/start.mjs";
import { dataDirectory } from "./process/paths.mjs";
import { Refusal, runMain } from "./process/refusal.mjs";

// The app as its users start it, in a data folder that is gone afterwards. playwright.config.ts names folder and port.
await runMain(async () => {
  const dataDir = dataDirectory();
  if (!dataDir.startsWith(tmpdir())) {
    throw new Refusal("The journeys run in a temporary folder only. Start them with: npx playwright test");
  }
  try {
    return await start([]);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
