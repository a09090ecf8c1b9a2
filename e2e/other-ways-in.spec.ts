import { expect, type Page, test } from "@playwright/test";
import { startIssuer } from "./support/issuer";
import { mailsTo } from "./support/mailbox";
import { invite } from "./support/offpeak";

const issuer = process.env.OIDC_ISSUER ?? "";

async function continueAs(page: Page, email: string) {
  await page.goto("/sign-in?next=/settings");
  await page.getByRole("button", { name: "Continue with Journey ID" }).click();
  await page.getByLabel("Address").fill(email);
  await page.getByRole("button", { name: "Allow" }).click();
}

test.describe("single sign-on", () => {
  let running: { stop(): Promise<void> };
  test.beforeAll(async () => {
    running = await startIssuer(issuer);
  });
  test.afterAll(() => running.stop());

  test("an invited person comes in, also the second time and in capitals", async ({ page, context }) => {
    await invite("sso@example.com", "finance");
    for (const email of ["sso@example.com", "SSO@Example.com"]) {
      await continueAs(page, email);
      await expect(page).toHaveURL("/settings");
      await expect(page.getByRole("heading", { name: "Your choices" })).toBeVisible();
      await context.clearCookies();
    }
  });

  test("a stranger is told that only invited people come in", async ({ page }) => {
    await continueAs(page, "stranger@example.com");
    await expect(page.getByRole("alert").filter({ hasText: "You were not invited" })).toBeVisible();
    await page.goto("/settings");
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test("it works without scripts", async ({ browser }) => {
    await invite("sso-plain@example.com", "owner");
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await continueAs(page, "sso-plain@example.com");
    await expect(page).toHaveURL("/settings");
    await context.close();
  });
});

test("a mailed link signs in; a stranger gets no mail and the same answer", async ({ page }) => {
  await invite("mail@example.com", "manager");
  for (const email of ["stranger@example.com", "mail@example.com"]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(page.getByRole("status").filter({ hasText: "If your address was invited" })).toBeVisible();
  }
  await expect.poll(() => mailsTo("mail@example.com").length).toBe(1);
  expect(mailsTo("stranger@example.com")).toEqual([]);
  const [mail] = mailsTo("mail@example.com");
  await page.goto(/http:\S+\/sign-in\/link\?token=\S+/.exec(mail?.text ?? "")?.[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/");
});
