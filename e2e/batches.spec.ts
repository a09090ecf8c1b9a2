import { readFile } from "node:fs/promises";
import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { bothThemes, fitsPhone } from "./support/axe";
import { BatchOrganisation, type ProviderName, takeTheReins, uploadOf } from "./support/batches";
import { offpeak } from "./support/offpeak";

const MANAGER = "batches@example.com";

let organisation: BatchOrganisation;
let manager: Awaited<ReturnType<typeof signedIn>>;

async function signedIn(browser: Browser, email: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await offpeak("sign-in-link", email));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  const state = await context.storageState();
  await context.close();
  return state;
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  organisation = await BatchOrganisation.open(`Batches ${Date.now()}`);
  await organisation.invite(MANAGER, "manager");
  manager = await signedIn(browser, MANAGER);
  await takeTheReins();
});

type Journey = {
  label: string;
  /** Where the lines name none. */
  model?: string;
  lines: number;
  canary: number;
  blocks: RegExp;
  mend: RegExp;
};

const JOURNEYS: Record<ProviderName, Journey> = {
  openai: { label: "OpenAI", lines: 12, canary: 3, blocks: /does not stream/, mend: /^Remove the flag/ },
  anthropic: {
    label: "Anthropic",
    lines: 12,
    canary: 3,
    blocks: /does not stream/,
    mend: /^Remove the flag/,
  },
  bedrock: {
    ...{ label: "Bedrock", model: "anthropic.claude-haiku-4-5-20251001-v1:0" },
    // A job has at least 100 records.
    ...{ lines: 202, canary: 100, blocks: /`modelId` is not a part of the body/, mend: /^Remove modelId/ },
  },
  vertex: {
    ...{ label: "Vertex", model: "gemini-2.5-flash", lines: 12, canary: 3 },
    ...{ blocks: /refuses an explicit cache/, mend: /^Remove cachedContent/ },
  },
};

for (const provider of ["openai", "anthropic", "bedrock", "vertex"] as const) {
  const told = JOURNEYS[provider];
  test(`${told.label}: from a file to its costs`, async ({ browser }) => {
    test.setTimeout(300_000);
    const page = await pageOf(browser, manager);
    const file = uploadOf(provider, provider, told.lines, [4, 5, 6]);
    await page.goto("/batches/new");
    await chooseAndTag(page, { ...told, path: file.path, endpoint: `journey/${provider}` });
    await expect(page).toHaveURL(/\/batches\/new\?batch=bat_/);
    const blocker = page.getByRole("row").filter({ hasText: told.blocks });
    await expect(blocker).toContainText(/lines 4 to 6/i);
    await expect(blocker).toContainText("3 lines");
    const ledger = page.getByRole("complementary", { name: "This batch" });
    const confirm = ledger.getByRole("button", { name: "Confirm" });
    await expect(confirm).toBeDisabled();
    await expect(confirm).toHaveAccessibleDescription(/3 lines first/);
    if (provider === "openai") {
      await bothThemes(page);
      await fitsPhone(page);
    }

    await blocker.getByRole("button", { name: told.mend }).click();
    await expect(blocker.getByRole("button", { name: /^Undo/ })).toBeVisible();
    await expect(confirm).toBeEnabled();
    await blocker.getByRole("button", { name: /^Undo/ }).click();
    await expect(blocker.getByRole("button", { name: told.mend })).toBeVisible();
    await expect(confirm).toBeDisabled();
    await blocker.getByRole("button", { name: told.mend }).click();
    await expect(confirm).toBeEnabled();

    // What would be sent, and what it would cost: nothing is sent yet.
    await expect(page.getByRole("heading", { name: "Sent as 1 file" })).toBeVisible();
    await expect(page.getByRole("table", { name: `Limits at ${told.label}` })).toContainText("Fits");
    await expect(ledger).toContainText(/Batch discount, 50%/);
    const estimate = await dollars(ledger.getByText("Batch cost").locator("xpath=.."));
    await page.getByLabel("Canary").fill(String(told.canary));
    await confirm.click();
    await page.waitForURL(/\/batches\/bat_[a-z0-9]+$/);
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await organisation.steer(id, 1, { do: "finish" });
    await expect(page.getByText(`The first ${told.canary} requests are done.`)).toBeVisible({
      timeout: 40_000,
    });
    await expect(requestRow(page, file.ids[0])).toContainText("Done");
    await expect(requestRow(page, file.ids[told.canary])).toContainText("Waiting");
    const first = await download(page, "Results so far");
    expect(first.filter(({ status }) => status === "succeeded")).toHaveLength(told.canary);

    await page.getByText("Release the rest", { exact: true }).click();
    await page.getByRole("button", { name: "Release", exact: true }).click();
    await organisation.steer(id, 2, { do: "progress", share: 0.5 });
    await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }));
    await expectProgress(page, provider, told);
    if (provider === "openai") {
      await bothThemes(page);
      await fitsPhone(page);
    }
    await organisation.steer(id, 2, { do: "finish" });
    await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible({ timeout: 40_000 });
    expect(await page.evaluate(() => "stillTheSamePage" in window), "it was never loaded anew").toBe(true);

    const results = await download(page, "Results");
    expect(results.map(({ customId }) => customId)).toEqual(file.ids);
    expect(results.every(({ status, response }) => status === "succeeded" && response !== null)).toBe(true);

    const settled = await dollars(
      page.locator("dl").getByText("Batch cost", { exact: true }).locator("xpath=.."),
    );
    const sync = await dollars(page.getByText("Same work as sync").locator("xpath=.."));
    expect(settled).toBeGreaterThan(0);
    expect(estimate).toBeGreaterThan(0);
    expect(sync / settled).toBeCloseTo(2, 1);
    await expect(page.getByText(`${told.lines} requests entered the ledger`)).toBeVisible();
    await expect(async () => {
      await page.goto(`/spend?search=${encodeURIComponent(`journey/${provider}`)}`);
      await expect(page.getByRole("row").filter({ hasText: `journey/${provider}` })).toContainText("$", {
        timeout: 2000,
      });
    }).toPass({ timeout: 40_000 });
    await page.context().close();
  });
}

async function pageOf(browser: Browser, storageState: typeof manager): Promise<Page> {
  return (await browser.newContext({ storageState })).newPage();
}

type Tagged = { path: string; label: string; endpoint: string; model?: string };

async function chooseAndTag(page: Page, { path, label, endpoint, model }: Tagged): Promise<void> {
  await page.getByLabel(/choose a file/).setInputFiles(path);
  await page.getByLabel("Runs at").selectOption({ label: `${label}, Sandbox` });
  await page.getByLabel("Endpoint or job").fill(endpoint);
  await page.getByLabel("Cost center").fill("CC-7");
  if (model) await page.getByLabel("Model").fill(model);
  await page.getByRole("button", { name: "Upload and check" }).click();
}

const requestRow = (page: Page, id: string | undefined) =>
  page
    .getByRole("table", { name: "Requests" })
    .getByRole("row")
    .filter({ hasText: id ?? "" })
    .first();

/** OpenAI and Vertex count while they work; the others tell nothing before the end, and neither do we. */
async function expectProgress(page: Page, provider: ProviderName, { lines, canary }: Journey): Promise<void> {
  await expect(page.getByText(/^Live, updated/)).toBeVisible();
  if (provider === "openai" || provider === "vertex") {
    const done = canary + Math.floor((lines - canary) / 2);
    await expect(page.getByText("Requests done").locator("xpath=..")).toContainText(`${done} of ${lines}`);
  } else await expect(page.getByText(/no progress/i).first()).toBeVisible();
}

type Result = { customId: string; status: string; response: unknown };

async function download(page: Page, name: string): Promise<Result[]> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name, exact: true }).click();
  const text = await readFile(await (await coming).path(), "utf8");
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Result]));
}

async function dollars(of: Locator): Promise<number> {
  const found = /\$([\d,.]+)/.exec((await of.textContent()) ?? "")?.[1];
  return Number(found?.replaceAll(",", ""));
}
