import { expect, test } from "@playwright/test";
import { violations } from "./support/axe";
import { invite, offpeak, signIn } from "./support/offpeak";

test("a link opens a page with one button; the button signs in, once", async ({ page, context }) => {
  await invite("once@example.com", "admin");
  const link = await offpeak("sign-in-link", "once@example.com");
  await page.goto(link);
  await page.reload(); // what a mail scanner does uses nothing up
  await expect(page.getByRole("heading", { name: "Sign in as once@example.com" })).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(1);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/");
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();

  await context.clearCookies();
  await page.goto(link);
  await expect(page).toHaveURL(/\/sign-in\?error=link/);
  await expect(page.getByRole("alert").filter({ hasText: "no longer works" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("signed out, a page leads to sign-in and back", async ({ page }) => {
  await page.goto("/settings?show=audit");
  await expect(page).toHaveURL("/sign-in?next=%2Fsettings%3Fshow%3Daudit");
  await expect(page.getByText("npm run -s offpeak -- sign-in-link")).toBeVisible();
});

test("without scripts a link signs in too, and forms keep what was typed", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, "plain@example.com", "admin");
  await page.goto("/settings?show=people");
  const form = page.getByRole("form", { name: "Invite" });
  await form.getByLabel("Invite by e-mail").fill("plain@example.com");
  await form.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText("plain@example.com is already here.")).toBeVisible();
  await expect(page.getByLabel("Invite by e-mail")).toHaveValue("plain@example.com");
  await page.getByLabel("Invite by e-mail").fill(`new-${Date.now()}@example.com`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText("is already here")).toHaveCount(0);
  await context.close();
});

test("an admin makes a token that works, is shown once and ends when revoked", async ({ page, request }) => {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await signIn(page, "tokens@example.com", "admin");
  await page.goto("/settings?show=tokens");
  await page.getByLabel("Token for").fill("metering");
  await page.getByRole("button", { name: "Make a token" }).click();
  const token = await page.getByRole("textbox", { name: "Token", exact: true }).inputValue();
  expect(token).toMatch(/^op_[A-Za-z0-9_-]{43}$/);
  const read = () => request.get("/api/v1/audit?limit=1", { headers: { authorization: `Bearer ${token}` } });
  expect((await read()).status()).toBe(200);

  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: "metering" })).toBeVisible();
  expect(await page.content()).not.toContain(token);
  expect(await violations(page)).toEqual([]);

  await page.getByLabel("Revoke metering").click();
  await page.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("row").filter({ hasText: "metering" })).toHaveCount(0);
  expect((await read()).status()).toBe(401);
  expect(problems).toEqual([]);
});

test("an admin invites, changes a role, hands over a link and removes", async ({ page, browser }) => {
  await signIn(page, "boss@example.com", "admin");
  await page.goto("/settings?show=people");
  await page.getByLabel("Invite by e-mail").fill("dana@example.com");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const row = page.getByRole("row").filter({ hasText: "dana@example.com" });
  await expect(row.getByRole("combobox")).toHaveValue("manager");
  await row.getByRole("combobox").selectOption("finance");
  await expect(page.getByRole("combobox", { name: "Role of Dana" })).toHaveValue("finance");

  await row.getByRole("button", { name: "Sign-in link" }).click();
  const link = await page.getByRole("textbox", { name: "Sign-in link" }).inputValue();
  const other = await browser.newContext();
  const dana = await other.newPage();
  await dana.goto(link);
  await dana.getByRole("button", { name: "Sign in" }).click();
  await dana.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await dana.goto("/settings");
  await expect(dana.getByRole("heading", { name: "Audit log" })).toBeVisible();
  await expect(dana.getByText("changed the role of dana@example.com")).toBeVisible();

  await row.getByLabel("Remove Dana").click();
  await row.getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  await dana.reload();
  await expect(dana).toHaveURL(/\/sign-in/);
  await other.close();
});

for (const { role, sees, not } of [
  { role: "manager", sees: ["Your choices", "Audit log"], not: ["People", "API tokens", "Organisation"] },
  { role: "finance", sees: ["Your choices", "Audit log"], not: ["People", "API tokens", "Organisation"] },
  { role: "owner", sees: ["Your choices"], not: ["People", "API tokens", "Organisation", "Audit log"] },
]) {
  test(`settings show what is theirs and no more: ${role}`, async ({ page }) => {
    await signIn(page, `${role}@example.com`, role);
    await page.goto("/settings?show=tokens");
    await expect(page.getByRole("heading", { name: "API tokens" })).toHaveCount(0);
    await page.goto("/settings");
    for (const name of sees) await expect(page.getByRole("heading", { name })).toBeVisible();
    for (const name of not) await expect(page.getByRole("heading", { name, exact: true })).toHaveCount(0);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
  });
}

test("the choices are kept: a theme for this browser, keys for this person", async ({ page }) => {
  await signIn(page, "choices@example.com", "finance");
  await page.goto("/settings?show=you");
  await page.getByLabel("Theme").selectOption("dark");
  await page.getByLabel("Shortcuts of a single key").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByLabel("Shortcuts of a single key")).not.toBeChecked();
});

test("tokens open the API, a session never does", async ({ page, request }) => {
  await signIn(page, "session@example.com", "admin");
  const answer = await page.request.get("/api/v1/audit");
  expect(answer.status()).toBe(401);
  expect((await answer.json()).error.code).toBe("unauthenticated");
  expect((await request.get("/api/v1/health")).ok()).toBe(true);
  const wrong = await request.delete("/api/v1/health");
  expect([wrong.status(), (await wrong.json()).error.code]).toEqual([405, "method_not_allowed"]);
});
