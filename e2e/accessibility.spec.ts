import { expect, type Page, test } from "@playwright/test";
import { bothThemes, fitsPhone, violations } from "./support/axe";
import { offpeak, signIn, signInAgain } from "./support/offpeak";

const SAMPLE_ADMIN = "sam@larkspur.example";

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  const page = await browser.newPage();
  await signIn(page, "loader@example.com", "admin");
  await page.goto("/");
  const load = page.getByRole("button", { name: "Load the sample" });
  // Once another journey has imported something, the first run is over and the sample comes by the command line.
  if ((await load.count()) === 0) await offpeak("sample", "load");
  else {
    await load.click();
    await expect(page.getByRole("heading", { name: "Overview", exact: true })).toBeVisible({
      timeout: 120_000,
    });
  }
  await page.close();
});

test("the first run", async ({ page }) => {
  // Other journeys import into the default organisation meanwhile.
  const slug = await offpeak("org", "create", "Nothing Yet");
  await offpeak("user", "create", "first@example.com", "--role", "manager", "--org", slug);
  await signInAgain(page, "first@example.com");
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Which of your LLM spend" })).toBeVisible();
  await bothThemes(page);
});

for (const path of [
  "/",
  "/?steps=everyone",
  "/spend",
  "/spend?groupBy=provider",
  "/imports",
  "/batches",
  "/settings",
  "/no-such-page",
]) {
  test(`the sample's ${path}`, async ({ page }) => {
    await enter(page);
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await bothThemes(page);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await violations(page)).toEqual([]);
    await fitsPhone(page);
  });
}

test("an endpoint, an import and a batch", async ({ page }) => {
  await enter(page);
  for (const list of ["/spend", "/imports", "/batches"]) {
    await page.goto(list);
    const link = page.locator(`main tbody a[href^="${list}/"]`).first();
    await page.goto((await link.getAttribute("href")) ?? "");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await bothThemes(page);
  }
});

test("the palette, the sheet of shortcuts and the period picker", async ({ page }) => {
  const refused: string[] = [];
  page.on(
    "console",
    (message) => message.text().includes("Content Security Policy") && refused.push(message.text()),
  );
  await enter(page);
  await awake(page);

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("ticket");
  await expect(page.getByRole("option", { name: /ticket-summaries/ })).toBeVisible();
  await bothThemes(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/spend\//);

  await awake(page);
  await page.keyboard.press("Shift+?");
  await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
  await bothThemes(page);
  await page.keyboard.press("Escape");

  await page.locator("main summary").first().click();
  await expect(page.getByRole("link", { name: "Last 7 days" })).toBeVisible();
  await bothThemes(page);
  expect(refused).toEqual([]);
});

test("the day cursor moves by arrow keys and says the day", async ({ page }) => {
  await enter(page);
  await page.goto("/");
  const cursor = page.getByRole("slider", { name: /Daily spend/ });
  await cursor.focus();
  await page.keyboard.press("Home");
  await expect(cursor).toHaveAttribute("aria-valuetext", /^Sat 1 Nov: \$4,/);
  await page.keyboard.press("ArrowRight");
  await expect(cursor).toHaveAttribute("aria-valuetext", /^Sun 2 Nov/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/spend?from=2025-11-02&to=2025-11-02");
});

test("keys lead around, T chooses a theme that the next page keeps", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await enter(page);
  await awake(page);
  await page.keyboard.press("t");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL("/spend");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the first Tab reaches the way past the sidebar", async ({ page }) => {
  await enter(page);
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});

/** The overview with its scripts running: the chart is drawn by them alone. */
async function awake(page: Page): Promise<void> {
  await page.goto("/");
  await expect(page.locator("[role=slider] svg").first()).toBeVisible();
}

async function enter(page: Page): Promise<void> {
  await signInAgain(page, SAMPLE_ADMIN);
}
