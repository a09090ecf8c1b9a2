import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { violations } from "./support/axe";
import { offpeak, signInAgain } from "./support/offpeak";
import { usageFile } from "./support/usage-file";

// A worker that starts again after a failure makes an organisation of its own again.
const RUN = randomUUID().slice(0, 8);
const PEOPLE = {
  manager: `spend-manager-${RUN}@example.com`,
  owner: `spend-owner-${RUN}@example.com`,
  finance: `spend-finance-${RUN}@example.com`,
};

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  test.setTimeout(180_000);
  const org = await offpeak("org", "create", `Journey of spend ${RUN}`);
  for (const [role, email] of Object.entries(PEOPLE))
    await offpeak("user", "create", email, "--role", role, "--org", org);
  await offpeak("import", usageFile(PEOPLE.owner), "--org", org);
});

async function enter(page: Page, role: keyof typeof PEOPLE, path = "/spend") {
  await signInAgain(page, PEOPLE[role]);
  await open(page, path);
}

/** Keys are heard only once the scripts have run. */
async function open(page: Page, path: string) {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
}

/** The first key that is heard puts the cursor on the first row. */
async function standOnFirst(page: Page) {
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(rows(page).first()).toBeFocused({ timeout: 1000 });
  }).toPass();
}

const rows = (page: Page) => page.locator("tbody tr[data-row]");
const names = (page: Page) => rows(page).locator("th a:not([aria-expanded])").allInnerTexts();
const dollars = (text: string) => Number(text.replaceAll(/[^0-9.]/g, ""));
/** The dollars of each row of the table, its rest and its total included. */
const amounts = async (page: Page, part: "tbody tr[data-row]" | "tfoot tr") =>
  (await page.locator(part).locator("td", { hasText: "$" }).allInnerTexts()).map((text) =>
    dollars(text.split("\n")[0]?.split("%")[0] ?? ""),
  );

test("spend is ranked, and what is shown adds up to the total", async ({ page }) => {
  await enter(page, "manager");
  await expect(page.getByRole("heading", { name: "Spend", exact: true })).toBeVisible();
  expect((await names(page)).slice(0, 3)).toEqual(["area/job-0", "area/job-1", "area/job-2"]);
  await expect(page.locator("tbody")).toContainText(/Top 10 pay \d\d\.\d% of the bill: \$13,700\./);
  const shown = await amounts(page, "tbody tr[data-row]");
  const foot = await amounts(page, "tfoot tr");
  const total = foot.at(-1) ?? 0;
  expect(total).toBe(15_260);
  expect([...shown, ...foot.slice(0, -1)].reduce((sum, amount) => sum + amount, 0)).toBe(total);
  await expect(page.getByRole("columnheader", { name: "30-day spend" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await expect(page.getByText("The 30 days that end on the last day with usage")).toBeVisible();
  await expect(page.getByRole("row", { name: /area\/job-1 / })).toContainText("25% batch");
});

test("grouping, filters and order stand in the address and survive a reload", async ({ page }) => {
  await enter(page, "manager");
  await page.getByRole("link", { name: "Provider", exact: true }).first().click();
  await expect(page).toHaveURL(/groupBy=provider/);
  expect(await names(page)).toEqual(["OpenAI", "Anthropic"]);
  await page.getByRole("link", { name: "Open OpenAI" }).click();
  await expect(rows(page)).toHaveCount(9);
  await page.reload();
  await expect(rows(page)).toHaveCount(9);

  await page.goto("/spend");
  await page.getByRole("link", { name: "Team", exact: true }).click();
  await page.getByRole("checkbox", { name: "Team 1" }).check();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/team=Team\+1/);
  await expect(rows(page)).toHaveCount(5);
  await expect(page.locator("tfoot")).toContainText("Billed, these filters");
  await page.getByRole("link", { name: "Endpoint or job" }).click();
  await expect(page).toHaveURL(/sort=label/);
  await expect(rows(page).first()).toContainText("area/job-1");
  await page.getByRole("link", { name: "Remove the filter Team" }).click();
  await expect(page).not.toHaveURL(/team=/);
});

test("no match names the filters that hide the rows", async ({ page }) => {
  await enter(page, "manager", "/spend?owner=nobody%40example.com&minCost=99999");
  await expect(page.getByText(/^No row of .* matches these filters\.$/)).toBeVisible();
  const main = page.getByRole("main");
  await expect(main).toContainText("Owner: nobody@example.com");
  await expect(main).toContainText("Spend over: $99,999");
  await page.getByRole("link", { name: "Clear all filters" }).click();
  await expect(rows(page).first()).toContainText("area/job-0");
  await page.goto("/spend?groupBy=colour");
  await expect(page.getByText("This link is not understood.")).toBeVisible();
});

test("keys move, select, open and shift; the text filter follows what is typed", async ({ page }) => {
  await enter(page, "manager");
  await standOnFirst(page);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  const dock = page.getByRole("region", { name: "Selected rows" });
  await expect(dock).toContainText("3 selected");
  await expect(dock).toContainText("$5,160 spend");
  await page.keyboard.press("Escape");
  await expect(dock).toHaveCount(0);
  await page.keyboard.press("/");
  await page.keyboard.type("job-1");
  await expect(page).toHaveURL(/search=job-1/);
  await expect(rows(page)).toHaveCount(5);
  await open(page, "/spend");
  await standOnFirst(page);
  await page.keyboard.press("]");
  await expect(page).toHaveURL(/from=2026-04-04&to=2026-05-03/);
  await expect(page.getByText(/^Nothing was billed in/)).toBeVisible();
  await page.keyboard.press("[");
  await expect(page).toHaveURL(/from=2026-03-05&to=2026-04-03/);
  await standOnFirst(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "area/job-0" })).toBeVisible();
});

test("columns are hidden and moved, and a saved view keeps them", async ({ page }) => {
  await enter(page, "manager", "/spend?minCost=1000");
  await page.getByText("Columns", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Daily trend" }).uncheck();
  await page.getByRole("checkbox", { name: "Requests" }).check();
  await page.getByRole("button", { name: "Move Cumulative up" }).click();
  const heads = page.locator("thead th");
  await expect(heads.nth(3)).toHaveText("Cumulative");
  await expect(heads.filter({ hasText: "Daily trend" })).toHaveCount(0);
  await expect(heads.filter({ hasText: "Requests" })).toHaveCount(1);
  await expect(page).toHaveURL(/columns=cumulative&columns=cost/); // the address follows the last of three clicks
  await page.keyboard.press("Escape");
  await page.getByText("Save view").first().click();
  await page.getByRole("textbox", { name: "Name of the view" }).fill("Costly");
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("link", { name: /^Costly/ })).toBeVisible();
  await page.goto("/spend");
  await page.getByRole("link", { name: /^Costly/ }).click();
  await expect(page).toHaveURL(/minCost=1000/);
  await expect(heads.nth(3)).toHaveText("Cumulative");
  await expect(heads.filter({ hasText: "Daily trend" })).toHaveCount(0);
});

test("the CSV is what is shown, with its filters in its name", async ({ page }) => {
  await enter(page, "manager", "/spend?provider=anthropic");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(
    "offpeak-spend-by-endpoint-2026-03-05-to-2026-04-03-provider-anthropic.csv",
  );
  const lines = readFileSync((await file.path()) ?? "", "utf8")
    .trimEnd()
    .split("\r\n");
  expect(lines).toHaveLength(8);
  expect(lines[1]).toContain(`area/job-1,endpoint,${PEOPLE.owner}`);
});

test("an endpoint opens to its days, its models and the rows of the file", async ({ page }) => {
  await enter(page, "manager");
  await page.getByRole("link", { name: "area/job-1", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "area/job-1" })).toBeVisible();
  await expect(page.getByText("Rank 2 of 14")).toBeVisible();
  const parts = page.getByRole("table", { name: "Models and jobs" });
  await expect(parts.getByRole("row", { name: /Total/ })).toContainText("$1,860");
  await page.locator("details", { hasText: "Fri 3 Apr" }).getByText("Show as table").click();
  await expect(page.getByRole("row", { name: /Fri 3 Apr/ })).toContainText("$465");
  await page.getByRole("link", { name: "Show the rows" }).click();
  const raw = page.getByRole("table", { name: "Imported rows" });
  await expect(raw.getByRole("row")).toHaveCount(3);
  await expect(raw).toContainText("r1-2");
  await expect(raw).toContainText("usage.csv");
  await expect(raw).toContainText("$1395.00");
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("k");
  await expect(page.getByRole("heading", { level: 1, name: "area/job-0" })).toBeVisible();
});

test("a manager assigns an owner to selected rows, and edits one endpoint", async ({ page }) => {
  await enter(page, "manager", "/spend?owner=unassigned");
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("checkbox", { name: "Select area/job-13" }).check();
  await page.getByText("Assign owner").click();
  await page.getByRole("textbox", { name: "E-mail of the owner" }).fill("new@example.com");
  await page.getByRole("button", { name: "Assign this endpoint" }).click();
  await expect(page.getByText(/^No row of .* matches these filters\.$/)).toBeVisible();
  await page.goto("/spend?search=job-13");
  await expect(rows(page).first()).toContainText("new@example.com");
  await page.getByRole("link", { name: "area/job-13" }).click();
  await page.getByText("Edit", { exact: true }).click();
  await page.getByRole("textbox", { name: "Team" }).fill("Night shift");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Night shift, CC-1")).toBeVisible();
});

test("an owner sees their own endpoint alone, totals included", async ({ page }) => {
  await enter(page, "owner");
  expect(await names(page)).toEqual(["area/job-1"]);
  expect((await amounts(page, "tfoot tr")).at(-1)).toBe(1860);
  await page.getByRole("checkbox", { name: "Select area/job-1" }).check();
  await expect(page.getByText("Assign owner")).toHaveCount(0);
  await page.getByRole("link", { name: "area/job-1", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("Edit", { exact: true })).toHaveCount(0);
  const other = await page.goto("/spend/area%2Fjob-0");
  expect(other?.status()).toBe(404);
});

test("finance changes cost centers and nothing else", async ({ page }) => {
  await enter(page, "finance", "/spend/area%2Fjob-2");
  await page.getByText("Edit", { exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Owner" })).toHaveCount(0);
  await page.getByRole("textbox", { name: "Cost center" }).fill("CC-99");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Team 2, CC-99")).toBeVisible();
});

test("without scripts the table, its filters and its forms work", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await enter(page, "manager");
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole("link", { name: "Model", exact: true }).last().click();
  await page.getByRole("checkbox", { name: "gpt-5" }).check();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/model=gpt-5/);
  await expect(rows(page)).toHaveCount(7);
  await page.getByRole("searchbox", { name: "Filter rows" }).fill("job-12");
  await page.getByRole("searchbox", { name: "Filter rows" }).press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await page.getByText("Save view").first().click();
  await page.getByRole("textbox", { name: "Name of the view" }).fill("Plain");
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("link", { name: /^Plain/ })).toBeVisible();
  await context.close();
});

for (const path of [
  "/spend?groupBy=team&expanded=team+1&menu=provider",
  "/spend?menu=minCost&show=all",
  "/spend?owner=nobody",
  "/spend/area%2Fjob-1?rows=first",
])
  test(`axe finds nothing on ${path}`, async ({ page }) => {
    await enter(page, "manager", path);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect(await violations(page), `${width} wide, ${colorScheme}`).toEqual([]);
      }
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${width} wide: nothing stands out at the side`).toBeLessThanOrEqual(0);
    }
  });
