import { readFile } from "node:fs/promises";
import {
  expect as atOnce,
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from "@playwright/test";
import { offpeak } from "./offpeak";

/** What a worker does is waited for, and machines that run checks are often busy. */
export const expect = atOnce.configure({ timeout: 45_000 });
export const PATIENCE = { timeout: 45_000 };

export type Session = NonNullable<BrowserContextOptions["storageState"]>;

/** Signs in once; every page of the person begins with what came of it. */
export async function signedIn(browser: Browser, email: string): Promise<Session> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await offpeak("sign-in-link", email));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  const state = await context.storageState();
  await context.close();
  return state;
}

export const pageOf = async (browser: Browser, storageState: Session): Promise<Page> =>
  (await browser.newContext({ storageState })).newPage();

export type Tagged = { path: string; connection: string; endpoint: string; model?: string };

/** Steps 1 and 3 of a new batch. */
export async function chooseAndTag(page: Page, { path, connection, endpoint, model }: Tagged): Promise<void> {
  await page.getByLabel(/choose a file/).setInputFiles(path);
  await page.getByLabel("Runs at").selectOption({ label: connection });
  await page.getByLabel("Endpoint or job").fill(endpoint);
  await page.getByLabel("Cost center").fill("CC-7");
  if (model) await page.getByLabel("Model").fill(model);
  await page.getByRole("button", { name: "Upload and check" }).click();
  await page.waitForURL(DRAFT);
}

export const DRAFT = /\/batches\/new\?batch=bat_/;
export const BATCH = /\/batches\/bat_[a-z0-9]+$/;
export const batchIn = (page: Page): string => new URL(page.url()).pathname.split("/").at(-1) ?? "";

export const state = (page: Page, word: string) => page.getByText(word, { exact: true }).first();

export const requestRow = (page: Page, id: string | undefined) =>
  page
    .getByRole("table", { name: "Requests" })
    .getByRole("row")
    .filter({ has: page.getByText(id ?? "", { exact: true }) });

export const figure = (page: Page, name: string) =>
  page
    .locator("dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .first();

/** What a page without scripts does not show by itself. */
export async function reloadUntil(page: Page, shown: Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await atOnce(shown).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
}

/** As far as a person would press. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} is not reached by Tab`);
}

export type Result = { customId: string; status: string; response: unknown };

export async function download(page: Page, name: string): Promise<Result[]> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name, exact: true }).click();
  const text = await readFile(await (await coming).path(), "utf8");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Result]));
}

export async function dollars(of: Locator): Promise<number> {
  const found = /\$([\d,.]+)/.exec((await of.textContent()) ?? "")?.[1];
  return Number(found?.replaceAll(",", ""));
}
