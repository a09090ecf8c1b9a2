import { readFile } from "node:fs/promises";
import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { bothThemes, fitsPhone } from "./support/axe";
import { BatchOrganisation, type ProviderName, takeTheReins, uploadOf } from "./support/batches";
import { offpeak } from "./support/offpeak";
import { tell } from "./support/sandbox";

/** Sign-in opens the organisation that a person came into first. */
const NAME = `batches-${Date.now()}`;
const MANAGER = `${NAME}@example.com`;

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
  organisation = await BatchOrganisation.open(NAME);
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

/** Six lines for OpenAI, without a page: the second ones of what is tried here. */
async function running(name: string): Promise<{ id: string; ids: string[] }> {
  const file = uploadOf("openai", name, 6);
  const body = await readFile(file.path, "utf8");
  const id = await organisation.upload("openai", {
    body,
    query: { endpoint: "journey/others", start: "now" },
  });
  return { id, ids: file.ids };
}

test("a batch that runs is stopped: what was worked stays, the rest ends", async ({ browser }) => {
  const page = await pageOf(browser, manager);
  const { id } = await running("stopped");
  await organisation.steer(id, 1, { do: "progress", share: 0.5 });
  await page.goto(`/batches/${id}`);
  await expect(figure(page, "Requests done")).toContainText("3 of 6");
  await page.getByText("Cancel", { exact: true }).click();
  await expect(page.getByText("What is worked already keeps its result and is charged.")).toBeVisible();
  await page.getByRole("button", { name: "Stop it" }).click();
  await expect(page.getByText("Cancelled", { exact: true }).first()).toBeVisible({ timeout: 40_000 });
  await expect(figure(page, "Requests done")).toContainText("3 of 6");
  await expect(figure(page, "Cancelled")).toContainText("3");
  const results = await download(page, "Results");
  expect(results.map(({ status }) => status).sort()).toEqual([
    ...Array(3).fill("cancelled"),
    ...Array(3).fill("succeeded"),
  ]);
  await page.context().close();
});

test("what expired is run as sync, and what failed is sent again as a linked batch", async ({ browser }) => {
  const page = await pageOf(browser, manager);
  const ending = (pattern: string, outcome: string) => ({ pattern, outcome });
  await tell("/config", {
    openai: { outcomes: { overrides: [ending("_2$", "failed"), ending("_[34]$", "expired")] } },
  });
  const { id, ids } = await running("expired");
  await organisation.steer(id, 1, { do: "expire" });
  await page.goto(`/batches/${id}`);
  await expect(page.getByText("Expired", { exact: true }).first()).toBeVisible({ timeout: 40_000 });
  await expect(figure(page, "Failed")).toContainText("1");
  await expect(figure(page, "Expired")).toContainText("2");
  await tell("/config", { openai: { outcomes: { overrides: [] } } });

  await page.getByText("Run remaining as sync", { exact: true }).click();
  await expect(page.getByText(/^Each becomes a normal call at the sync price, about/)).toContainText("$");
  await expect(page.getByLabel("Spend at most, in dollars")).toHaveValue(/^\d+\.\d+$/);
  await bothThemes(page);
  await page.getByRole("button", { name: "Run 2 now" }).click();
  await expect(page.getByText("2 requests ran as sync")).toBeVisible({ timeout: 40_000 });
  await expect(figure(page, "Run as sync")).toContainText("2");
  await expect(requestRow(page, ids[2])).toContainText("sync");

  await page.getByText("Retry 1 failed", { exact: true }).click();
  await page.getByRole("button", { name: "Make the batch" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(id));
  await expect(page.getByRole("link", { name: id })).toBeVisible();
  const again = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await organisation.steer(again, 1, { do: "finish" });
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible({ timeout: 40_000 });
  expect((await download(page, "Results")).map(({ customId }) => customId)).toEqual([ids[1]]);
  await page.getByRole("link", { name: id }).click();
  await expect(page.getByRole("link", { name: again })).toBeVisible();
  await page.context().close();
});

test("finance looks and does nothing; an owner sees no batch of others", async ({ browser }) => {
  const { id } = await running("watched");
  for (const role of ["finance", "owner"] as const) {
    const email = `${NAME}-${role}@example.com`;
    await organisation.invite(email, role);
    const page = await pageOf(browser, await signedIn(browser, email));
    await page.goto("/batches");
    const answer = await page.goto(`/batches/${id}`);
    if (role === "finance") {
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(id);
      await expect(page.locator("header").getByRole("button")).toHaveCount(0);
      await expect(page.locator("main summary")).toHaveCount(0);
      expect((await page.goto("/batches/new"))?.status()).toBe(403);
    } else {
      expect(answer?.status()).toBe(404);
      await page.goto("/batches");
      await expect(page.getByText("No batches yet.")).toBeVisible();
    }
    await page.context().close();
  }
  await organisation.call("POST", `/batches/${id}/cancel`);
});

test("a batch is uploaded, mended and started without scripts", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: manager });
  const page = await context.newPage();
  const file = uploadOf("openai", "plain", 5, [2]);
  await page.goto("/batches/new");
  await page.getByLabel("Endpoint or job").fill("journey/plain");
  await page.getByLabel("Cost center").fill("CC-9");
  await page.getByLabel("Runs at").selectOption({ label: "Vertex, Sandbox" });
  await page.getByLabel("File of requests").setInputFiles(file.path);
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByText("Name the model that the lines are for.")).toBeVisible();
  await expect(page.getByLabel("Endpoint or job")).toHaveValue("journey/plain");
  await expect(page.getByLabel("Cost center")).toHaveValue("CC-9");

  await page.getByLabel("Runs at").selectOption({ label: "OpenAI, Sandbox" });
  await page.getByLabel("File of requests").setInputFiles(file.path);
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page).toHaveURL(/\/batches\/new\?batch=bat_/);
  const blocker = page.getByRole("row").filter({ hasText: /does not stream/ });
  await reloadUntil(page, blocker.getByRole("button", { name: /^Remove the flag/ }));
  await blocker.getByRole("button", { name: /^Remove the flag/ }).click();
  await reloadUntil(page, blocker.getByRole("button", { name: /^Undo/ }));
  await page.getByLabel("Hold").check();
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForURL(/\/batches\/bat_[a-z0-9]+$/);
  await page.getByText("Start", { exact: true }).first().click();
  await page.getByRole("button", { name: "Start" }).click();
  await reloadUntil(page, page.getByText("Running", { exact: true }).first());
  await context.close();
});

test("by keyboard alone, from the list to a batch that is on its way", async ({ browser }) => {
  const page = await pageOf(browser, manager);
  const file = uploadOf("openai", "keys", 4, [1]);
  await page.goto("/batches");
  await expect(page.getByText(/^Live, updated/)).toBeVisible();
  await bothThemes(page);
  await fitsPhone(page);
  await page.keyboard.press("n");
  await page.waitForURL(/\/batches\/new$/);
  await bothThemes(page);
  await tabTo(page, page.getByLabel(/choose a file/));
  const choosing = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(file.path);
  await tabTo(page, page.getByLabel("Endpoint or job"));
  await page.keyboard.type("journey/keys");
  await tabTo(page, page.getByLabel("Cost center"));
  await page.keyboard.type("CC-7");
  await tabTo(page, page.getByLabel("Runs at"));
  await page.keyboard.type("OpenAI");
  await tabTo(page, page.getByRole("button", { name: "Upload and check" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/batches\/new\?batch=bat_/);
  const mend = page.getByRole("button", { name: /^Remove the flag/ });
  await expect(mend).toBeVisible({ timeout: 40_000 });
  await tabTo(page, mend);
  await page.keyboard.press("Enter");
  const confirm = page.getByRole("button", { name: "Confirm" });
  await expect(confirm).toBeEnabled({ timeout: 40_000 });
  await tabTo(page, page.getByLabel("Now"));
  await tabTo(page, page.getByLabel("Canary"));
  await page.keyboard.type("2");
  await tabTo(page, confirm);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/batches\/bat_[a-z0-9]+$/);
  await expect(page.getByText("The first 2 requests go first")).toBeVisible();
  await page.context().close();
});

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
    await expect(figure(page, "Requests done")).toContainText(`${done} of ${lines}`);
  } else await expect(page.getByText(/no progress/i).first()).toBeVisible();
}

const figure = (page: Page, name: string) =>
  page
    .locator("dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .first();

async function reloadUntil(page: Page, shown: Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(shown).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
}

/** As far as a person would press. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} is not reached by Tab`);
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
