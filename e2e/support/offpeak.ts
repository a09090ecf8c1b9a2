import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { BrowserContext, Page } from "@playwright/test";

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

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
const sessions = new Map<string, Cookies>();

/** The way in that people have: a link, a button. Whoever came in before in this file keeps their session. */
export async function signIn(page: Page, email: string, role: string): Promise<void> {
  if (await resume(page, email)) return;
  await invite(email, role);
  await enter(page, email);
}

/** For a person who is here already, such as one of the sample. */
export async function signInAgain(page: Page, email: string): Promise<void> {
  if (!(await resume(page, email))) await enter(page, email);
}

async function resume(page: Page, email: string): Promise<boolean> {
  const cookies = sessions.get(email);
  if (cookies) await page.context().addCookies(cookies);
  return cookies !== undefined;
}

async function enter(page: Page, email: string): Promise<void> {
  await page.goto(await offpeak("sign-in-link", email));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  sessions.set(email, await page.context().cookies());
}
