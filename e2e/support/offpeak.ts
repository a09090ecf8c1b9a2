import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";

const run = promisify(execFile);

/** Our own command line against the running app; answers what it printed. */
export async function offpeak(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ["scripts/run.mjs", "lib/cli/main.ts", ...args]);
  return stdout.trim();
}

/** Invites the person unless they are here already. */
export async function invite(email: string, role: string): Promise<void> {
  await offpeak("user", "create", email, "--role", role).catch((error: { stderr?: string }) => {
    if (!error.stderr?.includes("already here")) throw error;
  });
}

/** The way in that people have: a link, a button. */
export async function signIn(page: Page, email: string, role: string): Promise<void> {
  await invite(email, role);
  await page.goto(await offpeak("sign-in-link", email));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
