import { writeFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { linkIn, mailsTo } from "./support/mailbox";
import { offpeak } from "./support/offpeak";

const PHONE = { width: 390, height: 844 };
const MANAGER = "lena.fischer@journey.example";
const USAGE = `timestamp,provider,model,endpoint,owner,job,cost_usd,requests
2025-11-30,anthropic,claude-sonnet-4-5,support/ticket-summaries,priya@journey.example,Summaries,24316,1000
2025-11-30,anthropic,claude-sonnet-4-5,docs/contract-extract,tomas@journey.example,Nightly,12000,720
2025-11-30,anthropic,claude-sonnet-4-5,docs/contract-extract,tomas@journey.example,Counter,4608,280
2025-11-30,openai,gpt-5,assistant/chat,mei@journey.example,Chat,9000,500
2025-11-30,openai,gpt-5,orphan/job,,Batch,100,10
`;

test.describe.configure({ mode: "serial" });

let manager: Page;
test.beforeAll(async ({ browser }, info) => {
  test.setTimeout(300_000);
  const slug = await offpeak("org", "create", "Larkspur Journey");
  await offpeak("user", "create", MANAGER, "--role", "manager", "--org", slug);
  const file = info.outputPath("usage.csv");
  writeFileSync(file, USAGE);
  await offpeak("import", file, "--org", slug);
  manager = await (await browser.newContext()).newPage();
  await manager.goto(await offpeak("sign-in-link", MANAGER));
  await manager.getByRole("button", { name: "Sign in" }).click();
  await manager.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
});
test.afterAll(() => manager.context().close());

async function accessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    expect(found, `${new URL(page.url()).pathname} ${colorScheme}`).toEqual([]);
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, "nothing stands out at the side").toBeLessThanOrEqual(0);
}

async function onPhone(browser: Browser, options: { javaScriptEnabled?: boolean } = {}) {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, ...options });
  return { context, page: await context.newPage() };
}

test("a manager asks the owners of what costs the most, and sees who is not asked", async () => {
  await manager.goto("/questions");
  await manager.getByRole("link", { name: "Ask the top ten" }).click();
  await expect(manager.getByRole("heading", { name: "Ask 3 owners?" })).toBeVisible();
  await expect(manager.getByText("It has no owner")).toBeVisible();
  await manager.getByText("Preview the e-mail").first().click();
  await expect(manager.getByText("Would 24 hours later be fine for ticket summaries?")).toBeVisible();
  await accessible(manager);
  await manager.getByRole("button", { name: "Ask 3 owners" }).click();
  await expect(manager.getByText("3 owners asked.")).toBeVisible();
  await expect(manager.getByText("Waiting", { exact: true })).toHaveCount(3);
  await accessible(manager);
});

test("an owner answers on a phone from the mail, without an account", async ({ browser }) => {
  const link = await linkIn("priya@journey.example", "yes");
  const { context, page } = await onPhone(browser);
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Would 24 hours later be fine for ticket summaries?",
  );
  await expect(page.getByRole("radio", { name: /^Yes All of it/ })).toBeChecked();
  await expect(page.getByText("With these answers it moves to the night")).toBeVisible();
  await accessible(page);
  await page.getByRole("radio", { name: "A person" }).check();
  await expect(page.getByText("You say that a person waits for the result.")).toBeVisible();
  await page.getByRole("radio", { name: "Nobody, it is stored" }).check();
  await page.getByLabel("Anything we should know?").fill("<script>alert(1)</script> before nine");
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(
    page.getByRole("heading", { name: "Thank you, Priya. This one moves to the night." }),
  ).toBeFocused();
  await accessible(page);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Thank you, Priya." })).toBeVisible();
  await context.close();
});

test("the manager sees the answer, and is told by mail", async () => {
  await manager.goto("/questions");
  const row = manager.getByRole("row", { name: /ticket-summaries/ });
  await expect(row.getByText("Yes", { exact: true })).toBeVisible();
  await expect(row.getByText("<script>alert(1)</script> before nine")).toBeVisible();
  await expect
    .poll(() => mailsTo(MANAGER).map(({ subject }) => subject), { timeout: 30_000 })
    .toContain("Yes: Priya answered about support/ticket-summaries");
  await manager.goto("/questions?show=outbox");
  await expect(manager.getByRole("row", { name: /Question.*priya@journey\.example.*Sent/ })).toBeVisible();
  await accessible(manager);
  for (const show of ["owners", "settings"]) {
    await manager.goto(`/questions?show=${show}`);
    await accessible(manager);
  }
});

test("it works without scripts, and a share of 140 % is refused in words", async ({ browser }) => {
  const { context, page } = await onPhone(browser, { javaScriptEnabled: false });
  await page.goto(await linkIn("tomas@journey.example", "part"));
  await page.getByLabel("How much of it can wait?").fill("140");
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(page.getByText("Use 0 to 100 percent.").first()).toBeVisible();
  await expect(page.getByLabel("How much of it can wait?")).toHaveValue("140");
  await page.getByLabel("How much of it can wait?").fill("70");
  await page.getByRole("radio", { name: "Certain jobs" }).check();
  await page.getByLabel("Nightly, 72%").check();
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(
    page.getByRole("heading", { name: "Thank you, Tomas. Part of it moves to the night." }),
  ).toBeVisible();
  await expect(page.getByText("What can wait: Nightly.")).toBeVisible();
  await context.close();
});

test("offline the answer is kept, and sent when the connection is back", async ({ browser }) => {
  const { context, page } = await onPhone(browser);
  await page.goto(await linkIn("mei@journey.example", "no"));
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(page.getByText("You are offline")).toBeVisible();
  await manager.goto("/questions");
  await expect(manager.getByRole("row", { name: /assistant\/chat/ }).getByText("Waiting")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "Thank you, Mei. This one stays as it is." })).toBeVisible();
  await manager.reload();
  await expect(
    manager.getByRole("row", { name: /assistant\/chat/ }).getByText("No", { exact: true }),
  ).toBeVisible();
  await context.close();
});

test("selected rows of Spend are asked by A, and the overview says what may wait", async () => {
  await manager.goto("/");
  await expect(manager.getByText(/^72% of the spend may wait, by the owners of 100% of it\./)).toBeVisible();
  await manager.goto("/spend");
  await manager.getByRole("checkbox", { name: /orphan\/job/ }).check();
  await manager.getByRole("checkbox", { name: /assistant\/chat/ }).check();
  await manager.getByRole("checkbox", { name: /assistant\/chat/ }).blur();
  await manager.keyboard.press("a");
  const dialog = manager.getByRole("dialog", { name: "Ask 1 owner?" });
  await expect(dialog.getByText("orphan/job: not asked. It has no owner.")).toBeVisible();
  await accessible(manager);
  await dialog.getByRole("button", { name: "Send 1" }).click();
  await expect(manager.getByText("1 owner asked.")).toBeVisible();
});

test("asked again after a no, it can be passed on, and the earlier link ends", async ({ browser }) => {
  const link = await linkIn("mei@journey.example", "yes", 1);
  const { context, page } = await onPhone(browser);
  await page.goto(link);
  await page.getByRole("link", { name: "Someone else should answer" }).click();
  await page.getByLabel("Their e-mail address").fill("grace@journey.example");
  await accessible(page);
  await page.getByRole("button", { name: "Ask them" }).click();
  await expect(page.getByRole("heading", { name: "Somebody else answers this" })).toBeVisible();
  await page.goto(await linkIn("grace@journey.example", "yes"));
  await expect(page.getByText("Lena Fischer asks Grace")).toBeVisible();
  await context.close();
});

test("a link that was changed opens nothing", async ({ browser }) => {
  const { context, page } = await onPhone(browser);
  const link = new URL(await linkIn("priya@journey.example", "yes"));
  await page.goto(`${link.origin}${link.pathname.slice(0, -1)}`);
  await expect(page.getByRole("heading", { name: "This link is not complete" })).toBeVisible();
  await expect(page.getByText("ticket")).toHaveCount(0);
  await accessible(page);
  await context.close();
});
