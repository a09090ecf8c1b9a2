import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "./scripts/browser/chromium.mjs";
import { freePort } from "./scripts/process/ports.mjs";

// This file is read again by every test process; what was decided first is handed down through the environment, so
// that a test may also call `npm run offpeak` and reach the same database.
if (!process.env.OFFPEAK_E2E) {
  const launch = await chromiumLaunch();
  process.env.OFFPEAK_E2E = JSON.stringify({ executablePath: launch.executablePath, args: launch.args });
  if ("env" in launch) process.env.LD_LIBRARY_PATH = launch.env?.LD_LIBRARY_PATH;
  process.env.PORT = String(await freePort());
  process.env.HOST = "127.0.0.1";
  // Batches run on the simulators that npm start brings.
  process.env.OFFPEAK_SANDBOX = "1";
  process.env.OFFPEAK_POLL_SECONDS = "1";
  process.env.OFFPEAK_DATA_DIR = mkdtempSync(join(tmpdir(), "offpeak-e2e-"));
  // The issuer is started by the one journey that uses it, the mail server for all of them.
  process.env.OIDC_ISSUER = `http://localhost:${await freePort()}`;
  process.env.OIDC_CLIENT_ID = "offpeak";
  process.env.OIDC_CLIENT_SECRET = "journey";
  process.env.OIDC_LABEL = "Journey ID";
  process.env.SMTP_URL = `smtp://localhost:${await freePort()}`;
  delete process.env.DATABASE_URL;
  delete process.env.OFFPEAK_URL;
}
const launchOptions: { executablePath?: string; args: string[] } = JSON.parse(process.env.OFFPEAK_E2E);
const baseURL = `http://localhost:${process.env.PORT}`;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/support/mailbox.ts",
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // To end what hangs, not to measure: machines that run checks are often busy.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "line",
  use: { baseURL, launchOptions, timezoneId: "UTC", locale: "en-US", trace: "retain-on-failure" },
  webServer: {
    command: "node scripts/e2e-server.mjs",
    url: `${baseURL}/api/v1/health`,
    timeout: 300_000,
    reuseExistingServer: false,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
  },
});
