import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumLaunch } from "../browser/chromium.mjs";
import { RunningApp } from "../checks/running-app.mjs";
import { freePort } from "../process/ports.mjs";

/** Runs `work` with the built app, the sample loaded in a data folder that is gone afterwards, and a browser. */
export async function withSampleApp(work, env = {}) {
  const { chromium } = await import("@playwright/test");
  const dataDir = mkdtempSync(join(tmpdir(), "offpeak-screens-"));
  const app = new RunningApp({ dataDir, port: await freePort(), env });
  const launch = await chromiumLaunch();
  // Without it letters are set on whole pixels, as no screen of today does.
  const browser = await chromium.launch({ ...launch, args: [...launch.args, "--font-render-hinting=none"] });
  try {
    await app.launch([process.execPath, "scripts/start.mjs", "--sample"]).ready(600_000);
    return await work({ app, browser, url: `http://localhost:${app.port}` });
  } finally {
    await browser.close();
    app.process.kill("SIGTERM");
    await app.ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A signed-in browser's cookies. Without an address it is the first admin, who also has an organisation of their own. */
export async function signedIn(app, browser, email) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(app.offpeak("sign-in-link", ...(email ? [email] : [])));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  const state = await context.storageState();
  await context.close();
  return state;
}
