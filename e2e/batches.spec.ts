import { type Locator, type Page, test } from "@playwright/test";
import { bothThemes, fitsPhone } from "./support/axe";
import {
  BATCH,
  batchIn,
  chooseAndTag,
  dollars,
  download,
  expect,
  figure,
  PATIENCE,
  pageOf,
  requestRow,
  type Session,
  signedIn,
  state,
} from "./support/batch-page";
import {
  BatchOrganisation,
  type ProviderName,
  takeTheReins,
  type UploadFile,
  uploadOf,
} from "./support/batches";

type Journey = {
  provider: ProviderName;
  label: string;
  /** Where the lines name none. */
  model?: string;
  lines: number;
  canary: number;
  /** What a batch of this provider refuses in three lines, and the press that mends it. */
  blocks: RegExp;
  mend: RegExp;
  /** Whether anything is told before the end. */
  counts: boolean;
};

const STREAMS = { blocks: /does not stream/, mend: /^Remove the flag/ };
const JOURNEYS: Journey[] = [
  { provider: "openai", label: "OpenAI", lines: 12, canary: 3, ...STREAMS, counts: true },
  { provider: "anthropic", label: "Anthropic", lines: 12, canary: 3, ...STREAMS, counts: false },
  {
    ...{ provider: "bedrock", label: "Bedrock", model: "anthropic.claude-haiku-4-5-20251001-v1:0" },
    // A job has at least 100 records.
    ...{ lines: 202, canary: 100, counts: true },
    ...{ blocks: /modelId is not a part of the body/, mend: /^Remove modelId/ },
  },
  {
    ...{ provider: "vertex", label: "Vertex", model: "gemini-2.5-flash", lines: 12, canary: 3, counts: true },
    ...{ blocks: /refuses an explicit cache/, mend: /^Remove cachedContent/ },
  },
];

let organisation: BatchOrganisation;
let manager: Session;

test.describe.configure({ timeout: 300_000 });
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  organisation = await BatchOrganisation.open("Batch journeys");
  manager = await signedIn(browser, await organisation.invite("manager"));
  await takeTheReins();
});

for (const told of JOURNEYS) {
  const { provider, lines } = told;
  test(`${told.label}: from a file to its costs`, async ({ browser }) => {
    const page = await pageOf(browser, manager);
    const file = uploadOf(provider, provider, lines, [4, 5, 6]);
    const connection = `${told.label}, Sandbox`;
    await page.goto("/batches/new");
    await chooseAndTag(page, { ...told, path: file.path, connection, endpoint: `journey/${provider}` });
    await test.step("preflight blocks, and one press mends it", () => mend(page, told));
    const estimate = await test.step("a dry run shows the plan", () => readPlan(page, told));
    await page.getByLabel("Canary").fill(String(told.canary));
    await confirmOf(page).click();
    await page.waitForURL(BATCH);
    const id = batchIn(page);
    await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }));
    await test.step("the first lines are looked at", () => lookAtCanary(page, id, { told, file }));
    await test.step("the rest runs, and the page follows", () => followTheRest(page, id, told));
    expect(await page.evaluate(() => "stillTheSamePage" in window), "it was never loaded anew").toBe(true);

    const results = await download(page, "Results");
    expect(results.map(({ customId }) => customId)).toEqual(file.ids);
    expect(results.every(({ status, response }) => status === "succeeded" && response !== null)).toBe(true);
    await test.step("its costs are told, and are in the ledger", async () => {
      const settled = await dollars(figure(page, "Batch cost"));
      expect(settled).toBeGreaterThan(0);
      expect(estimate).toBeGreaterThan(0);
      expect((await dollars(figure(page, "Same work as sync"))) / settled).toBeCloseTo(2, 0);
      await expect(page.getByText(`${lines} requests entered the ledger`)).toBeVisible();
      await expectInSpend(page, `journey/${provider}`);
    });
    await page.context().close();
  });
}

const confirmOf = (page: Page) => page.getByRole("button", { name: "Confirm" });

async function mend(page: Page, { provider, blocks, mend }: Journey): Promise<void> {
  const blocker = page.getByRole("row").filter({ hasText: blocks });
  await expect(blocker).toContainText(/lines 4 to 6/i);
  await expect(blocker).toContainText("3 lines");
  await expect(confirmOf(page)).toBeDisabled();
  await expect(confirmOf(page)).toHaveAccessibleDescription(/3 lines first/);
  if (provider === "openai") await looksWell(page);
  const undo = blocker.getByRole("button", { name: /^Undo/ });
  await blocker.getByRole("button", { name: mend }).click();
  await expect(undo).toBeVisible();
  await expect(confirmOf(page)).toBeEnabled();
  await undo.click();
  await expect(confirmOf(page)).toBeDisabled();
  await blocker.getByRole("button", { name: mend }).click();
  await expect(confirmOf(page)).toBeEnabled();
}

async function readPlan(page: Page, { label }: Journey): Promise<number> {
  const ledger = page.getByRole("complementary", { name: "This batch" });
  await expect(page.getByRole("heading", { name: "Sent as 1 file" })).toBeVisible();
  await expect(page.getByRole("table", { name: `Limits at ${label}` })).toContainText("Fits");
  await expect(ledger).toContainText("Batch discount, 50%");
  await expect(ledger).toContainText("this page is the dry run");
  return dollars(within(ledger, "Batch cost"));
}

type Sent = { told: Journey; file: UploadFile };

async function lookAtCanary(page: Page, id: string, { told, file }: Sent): Promise<void> {
  const { canary, counts } = told;
  if (!counts) await expect(page.getByText("no progress shown before the end")).toBeVisible();
  await organisation.steer(id, 1, { do: "finish" });
  await expect(page.getByText(`The first ${canary} requests are done.`)).toBeVisible();
  await expect(requestRow(page, file.ids[0])).toContainText("Done");
  const results = await download(page, "Results so far");
  expect(results.filter(({ status }) => status === "succeeded")).toHaveLength(canary);
  await page.getByText("Release the rest", { exact: true }).click();
  await page.getByRole("button", { name: "Release", exact: true }).click();
}

async function followTheRest(page: Page, id: string, told: Journey): Promise<void> {
  const { provider, lines, canary, counts } = told;
  await organisation.steer(id, 2, { do: "progress", share: 0.5 });
  await expect(page.getByText(/^Live, updated/)).toBeVisible();
  const done = canary + (counts ? Math.floor((lines - canary) / 2) : 0);
  await expect(figure(page, "Requests done")).toContainText(`${done} of ${lines}`);
  await expect(state(page, "Running")).toBeVisible();
  if (provider === "openai") await looksWell(page);
  await organisation.steer(id, 2, { do: "finish" });
  await expect(state(page, "Completed")).toBeVisible();
}

async function looksWell(page: Page): Promise<void> {
  await bothThemes(page);
  await fitsPhone(page);
}

async function expectInSpend(page: Page, endpoint: string): Promise<void> {
  await expect(async () => {
    await page.goto(`/spend?search=${encodeURIComponent(endpoint)}`);
    const row = page.getByRole("row").filter({ hasText: endpoint });
    await expect(row).toContainText("$", { timeout: 2000 });
  }).toPass(PATIENCE);
}

const within = (box: Locator, term: string) => box.locator("dl > div").filter({ hasText: term });
