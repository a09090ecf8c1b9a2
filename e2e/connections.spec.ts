import { expect, type Page, test } from "@playwright/test";
import { bothThemes, fitsPhone } from "./support/axe";
import { signIn } from "./support/offpeak";
import { simulators, tell } from "./support/sandbox";

const KEY = "sk-proj-journey0123456789abcdefWXYZ";
const LIST = "/settings?show=providers";

const revoke = (keys: string[]) => tell("/config", { openai: { revokedKeys: keys } });

const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

/** Fills in the form of OpenAI as far as a connection to its simulator needs. */
async function fillIn(page: Page, name: string, baseUrl: string): Promise<void> {
  const form = page.getByRole("form", { name: "Connect OpenAI" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("API key").fill(KEY);
  const address = form.getByLabel(/Base URL/);
  if (!(await address.isVisible())) await form.getByText("More", { exact: true }).click();
  await address.fill(baseUrl);
  await form.getByRole("button", { name: "Connect OpenAI" }).click();
}

test("an admin connects OpenAI, and sees what fails and why", async ({ page }) => {
  await signIn(page, "connections@example.com", "admin");
  await page.goto(LIST);
  await expect(page.getByRole("region", { name: "Sandbox" }).first()).toBeVisible();
  await page.getByRole("link", { name: "Connect a provider" }).click();
  await expect(page.getByRole("heading", { name: "What the keys need" })).toBeVisible();
  await fillIn(page, "Journey", "ftp://nowhere.example");
  const form = page.getByRole("form", { name: "Connect OpenAI" });
  await expect(form.getByRole("alert")).toBeVisible();
  await expect(form.getByLabel("Name")).toHaveValue("Journey");
  await expect(form.getByLabel("API key")).toHaveValue("");
  await fillIn(page, "Journey", simulators().urls.openai);
  await page.waitForURL(LIST);

  const row = rowOf(page, "Journey").first();
  await expect(row).toContainText(/sk-proj-…WXYZ.*Works/);
  expect(await page.content()).not.toContain(KEY.slice(8, 24));

  await revoke([KEY]);
  await row.getByRole("button", { name: "Test OpenAI Journey" }).click();
  await expect(row).toContainText("Test failed");
  await expect(page.getByRole("button", { name: "Test again" })).toBeVisible();
  await bothThemes(page);
  await page.context().grantPermissions(["clipboard-write"]);
  await page.getByRole("link", { name: "Copy the policy" }).click();
  await expect(page.getByRole("link", { name: "Copied" })).toBeVisible();
  await revoke([]);
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(row).toContainText("Works");
  await page.getByRole("button", { name: "Test all" }).click();
  await expect(row).toContainText("Works");
});

test("an admin sets limits, enters another key, and removes the connection", async ({ page }) => {
  await signIn(page, "connections-change@example.com", "admin");
  await page.goto("/settings/providers/new");
  await fillIn(page, "Second", simulators().urls.openai);
  await page.waitForURL(LIST);
  await rowOf(page, "Second")
    .first()
    .getByRole("link", { name: /Second/ })
    .click();
  const change = page.getByRole("form", { name: "Connection", exact: true });
  await expect(change.getByLabel("API key")).toHaveAttribute("placeholder", "sk-proj-…WXYZ");
  await change.getByLabel(/Default cost center/).fill("Support");
  await change.getByLabel("API key").fill(`${KEY.slice(0, -4)}abcd`);
  await change.getByRole("button", { name: "Save" }).click();
  await expect(change.getByText("Saved.")).toBeVisible();
  await expect(change.getByLabel("API key")).toHaveAttribute("placeholder", "sk-proj-…abcd");

  const limits = page.getByRole("form", { name: "Limits" });
  await limits.getByLabel("Per model").first().fill("gpt-6-luna");
  await limits.getByRole("button", { name: "Save limits" }).click();
  await expect(limits.getByRole("alert")).toContainText("use a model and a number");
  await limits.getByLabel("Per model").first().fill("gpt-6-luna 40M");
  await limits.getByRole("button", { name: "Save limits" }).click();
  await expect(limits.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(limits.getByLabel("Per model").first()).toHaveValue("gpt-6-luna 40M");
  await bothThemes(page);
  await fitsPhone(page);

  await page.locator("summary").filter({ hasText: "Remove" }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.waitForURL(LIST);
  await expect(page.getByRole("heading", { name: "Providers" })).toBeVisible();
  await expect(rowOf(page, "Second")).toHaveCount(0);
});

test("the sandbox brings a connection to each simulator, and it works", async ({ page }) => {
  await signIn(page, "connections-sandbox@example.com", "admin");
  await expect(async () => {
    await page.goto(LIST);
    await expect(page.getByRole("button", { name: "Test OpenAI Sandbox" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  for (const provider of ["OpenAI", "Anthropic"]) {
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("link", { name: `${provider} Sandbox` }) });
    await row.getByRole("button", { name: "Test" }).click();
    await expect(row).toContainText("Works");
  }
});

test("it works without scripts", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, "connections-plain@example.com", "admin");
  await page.goto("/settings/providers/new?provider=openai");
  await fillIn(page, "Plain", "nonsense");
  await expect(page.getByRole("form", { name: "Connect OpenAI" }).getByRole("alert")).toBeVisible();
  expect(await page.content()).not.toContain(KEY.slice(8, 24));
  await fillIn(page, "Plain", simulators().urls.openai);
  await expect(page).toHaveURL(LIST);
  const row = rowOf(page, "Plain").first();
  await expect(row).toContainText("Works");
  await row.getByRole("link", { name: /Plain/ }).click();
  await page.getByRole("form", { name: "Connection", exact: true }).getByLabel("Name").fill("Plainer");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Plainer");
  await page.locator("summary").filter({ hasText: "Remove" }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page).toHaveURL(LIST);
  await expect(rowOf(page, "Plainer")).toHaveCount(0);
  await context.close();
});

for (const role of ["manager", "finance", "owner"]) {
  test(`a ${role} sees no connections`, async ({ page }) => {
    await signIn(page, `connections-${role}@example.com`, role);
    await page.goto("/settings");
    await expect(page.getByRole("heading", { name: "Your choices" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Providers" })).toHaveCount(0);
    for (const address of ["/settings/providers/new", "/settings/providers/nothing"])
      expect((await page.goto(address))?.status()).toBe(403);
  });
}
