import { expect, test } from "@playwright/test";
import { bothThemes } from "./support/axe";
import { signIn } from "./support/offpeak";

test("an admin enters a negotiated price and takes it back; finance reads it and changes nothing", async ({
  page,
  browser,
}) => {
  await signIn(page, "prices@example.com", "admin");
  await page.goto("/settings?show=prices");
  const form = page.getByRole("form", { name: "New price" });
  await form.getByLabel("Provider").fill("openai");
  await form.getByLabel("Model").fill("gpt-for-prices-*");
  await form.getByLabel("Tier").selectOption("Batch");
  await form.getByLabel("Token class").selectOption("Output");
  await form.getByLabel("USD per million tokens").fill("half");
  await form.getByLabel("From").fill("2025-11-01");
  await form.getByLabel("Source").fill("Order form 14");
  await form.getByRole("button", { name: "Use this price" }).click();
  await expect(page.getByText("Dollars per million tokens, such as 2.50.")).toBeVisible();
  await expect(form.getByLabel("Model")).toHaveValue("gpt-for-prices-*");
  await expect(form.getByLabel("Tier")).toHaveValue("batch");
  await form.getByLabel("USD per million tokens").fill("0.85");
  await form.getByRole("button", { name: "Use this price" }).click();
  const row = page.getByRole("row").filter({ hasText: "gpt-for-prices-*" });
  await expect(row).toContainText(/Batch.*Output.*0\.85.*Order form 14/);

  await bothThemes(page);

  const other = await browser.newPage();
  await signIn(other, "prices-finance@example.com", "finance");
  await other.goto("/settings?show=prices");
  await expect(other.getByRole("row").filter({ hasText: "gpt-for-prices-*" })).toBeVisible();
  await expect(other.getByRole("form", { name: "New price" })).toHaveCount(0);
  await expect(other.getByRole("button", { name: "Remove" })).toHaveCount(0);
  await other.close();

  await row.getByText("Remove", { exact: true }).first().click();
  await row.getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
});
