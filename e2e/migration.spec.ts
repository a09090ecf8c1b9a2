import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { linkIn } from "./support/mailbox";
import { offpeak } from "./support/offpeak";
import { runNight } from "./support/pilot-night";

const PHONE = { width: 390, height: 844 };
const MANAGER = "lena.fischer@tracker.example";
const USAGE = `timestamp,provider,model,endpoint,owner,cost_center,cost_usd,requests
2025-11-30,anthropic,claude-sonnet-4-5,support/ticket-summaries,priya@tracker.example,CC-4100,24316,1000
2025-11-30,openai,gpt-5,l10n/catalog-translate,luca@tracker.example,CC-4800,9484,500
2025-11-30,openai,gpt-5,voice/call-notes,omar@tracker.example,,6183,500
${[8, 7, 6, 5, 4, 3, 2, 1]
  .map(
    (n) =>
      `2025-11-30,openai,gpt-5,area/job-${n},${n < 7 ? `person${n}` : "nina"}@tracker.example,CC-1,${n}00,${n}00`,
  )
  .join("\n")}
`;

test.describe.configure({ mode: "serial" });

let manager: Page;
let token: string;
let organisation: string;
test.beforeAll(async ({ browser, request }) => {
  test.setTimeout(300_000);
  organisation = await offpeak("org", "create", "Tracker Journey");
  await offpeak("user", "create", MANAGER, "--role", "manager", "--org", organisation);
  token = await offpeak("token", "create", "--name", "journey", "--role", "admin", "--org", organisation);
  await importUsage(request, USAGE);
  manager = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
  await manager.goto(await offpeak("sign-in-link", MANAGER));
  await manager.getByRole("button", { name: "Sign in" }).click();
  await manager.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
});
test.afterAll(() => manager.context().close());

const headers = () => ({ authorization: `Bearer ${token}` });
async function importUsage(request: APIRequestContext, usage: string): Promise<void> {
  const sent = await request.post("/api/v1/imports?kind=usage&format=offpeak&filename=usage.csv", {
    headers: { ...headers(), "content-type": "text/csv" },
    data: usage,
  });
  expect(sent.status(), await sent.text()).toBe(202);
  const { id } = await sent.json();
  await expect(async () => {
    const { status } = await (await request.get(`/api/v1/imports/${id}`, { headers: headers() })).json();
    expect(status).toBe("done");
  }).toPass({ timeout: 60_000 });
}

async function accessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    expect(found, `${page.url()} ${colorScheme}`).toEqual([]);
  }
}

const column = (stage: string) => manager.getByRole("region", { name: new RegExp(`^${stage}`) });
const said = (words: string | RegExp) => manager.getByRole("status").filter({ hasText: words });

/** By keys alone: J until the card is reached, then M and the stage's digit. */
async function moveByKeys(name: string, digit: string): Promise<void> {
  await manager.goto("/migration");
  const card = manager.getByRole("link", { name: new RegExp(name) });
  await expect(card).toBeVisible();
  await expect(async () => {
    await manager.keyboard.press("j");
    await expect(card).toBeFocused({ timeout: 300 });
  }).toPass();
  await manager.keyboard.press("m");
  await expect(manager.getByRole("dialog", { name: new RegExp(`Move .*${name}`) })).toBeVisible();
  await manager.keyboard.press(digit);
  await manager.keyboard.press("Enter");
}

test("a manager asks about the ten that pay most of the bill, two of them of one owner", async () => {
  await manager.goto("/spend");
  await manager.getByRole("link", { name: "Ask these owners first" }).click();
  await manager.getByRole("button", { name: "Ask 9 owners" }).click();
  await expect(manager.getByText("9 owners asked.")).toBeVisible();
  await manager.goto("/migration");
  await expect(column("Asked").getByRole("listitem")).toHaveCount(10);
});

for (const { owner, subject, answer, outcome } of [
  { owner: "priya", subject: "ticket summaries", answer: "yes", outcome: "This one moves to the night" },
  { owner: "luca", subject: "catalog translate", answer: "yes", outcome: "This one moves to the night" },
  { owner: "omar", subject: "call notes", answer: "no", outcome: "This one stays as it is" },
] as const)
  test(`${owner} says on a phone, from the mail, whether ${subject} may wait: ${answer}`, async ({
    browser,
  }) => {
    const phone = await browser.newContext({ viewport: PHONE, hasTouch: true });
    const page = await phone.newPage();
    await page.goto(await linkIn(`${owner}@tracker.example`, answer));
    await expect(page.getByRole("heading", { level: 1 })).toContainText(subject);
    await page.getByRole("button", { name: "Send answer" }).click();
    await expect(page.getByRole("heading", { name: new RegExp(outcome) })).toBeVisible();
    await phone.close();
    await manager.goto("/questions");
    const row = manager.getByRole("row", { name: new RegExp(subject.replace(" ", "-")) });
    await expect(row.getByText(new RegExp(`^${answer}$`, "i"))).toBeVisible();
  });

test("an owner who signs in sees what is theirs, and answers both questions at once", async ({ browser }) => {
  await offpeak("user", "create", "nina@tracker.example", "--role", "owner", "--org", organisation);
  const own = await browser.newContext();
  const page = await own.newPage();
  await page.goto(await offpeak("sign-in-link", "nina@tracker.example"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto("/spend");
  await expect(page.getByRole("row", { name: /area\/job-/ })).toHaveCount(2);
  await expect(page.getByText("ticket-summaries")).toHaveCount(0);
  await page.goto("/questions");
  await expect(page.getByRole("row", { name: /@tracker/ })).toHaveCount(2);
  for (const box of await page.getByRole("checkbox", { name: /^Choose area/ }).all()) await box.check();
  await page.getByLabel("Would 24 hours later be fine for the chosen?").selectOption("no");
  await page.getByRole("button", { name: "Answer the chosen" }).click();
  await expect(page.getByRole("cell", { name: /^No/ })).toHaveCount(2);
  await page.goto("/batches");
  await expect(page.getByRole("heading", { name: "Batches", level: 1 })).toBeVisible();
  await expect(page.getByText("ticket-summaries")).toHaveCount(0);
  await own.close();
});

test("an answered endpoint is approved by keys alone, and the move is said", async () => {
  await moveByKeys("ticket-summaries", "3");
  await expect(said("support/ticket-summaries moved to Approved, 1 there now")).toBeVisible();
  await expect(column("Approved").getByRole("link", { name: /ticket-summaries/ })).toBeFocused();
  await expect(column("Approved")).toContainText("$24,316");
  await accessible(manager);
});

test("Z takes the last move back, by keys alone", async () => {
  await moveByKeys("catalog-translate", "3");
  await expect(said("l10n/catalog-translate moved to Approved")).toBeVisible();
  await manager.keyboard.press("z");
  await expect(said("l10n/catalog-translate is back in Asked")).toBeVisible();
  await expect(column("Asked").getByRole("link", { name: /catalog-translate/ })).toBeFocused();
  await expect(column("Approved")).not.toContainText("catalog-translate");
});

test("a move that skips a check opens the drawer at it; there it is put right", async () => {
  await moveByKeys("ticket-summaries", "4");
  const drawer = manager.getByRole("dialog", { name: "support/ticket-summaries" });
  await expect(drawer).toContainText("nobody chose what happens when a batch is late");
  await accessible(manager);
  await drawer.getByLabel("At most per night").fill("$200");
  await drawer.getByRole("button", { name: "Choose this" }).click();
  await expect(drawer.getByText("Fallback chosen, done")).toBeVisible();
  await drawer.getByRole("button", { name: "Move to Pilot" }).click();
  await expect(drawer).toContainText("Pilot, night 0 of 3");
  await expect(drawer).toContainText("moved it from Approved to Pilot");
  await manager.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(column("Pilot")).toContainText("One endpoint at a time");
});

test("the slot is taken: a second pilot that is dragged there is refused with its name", async () => {
  await moveByKeys("catalog-translate", "3");
  await expect(said("l10n/catalog-translate moved to Approved")).toBeVisible();
  await manager.goto("/migration");
  await manager.getByRole("link", { name: /catalog-translate/ }).click();
  const drawer = manager.getByRole("dialog", { name: "l10n/catalog-translate" });
  await drawer.getByRole("button", { name: "Choose this" }).click();
  await expect(drawer.getByText("Fallback chosen, done")).toBeVisible();
  await manager.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await column("Approved").locator("li").dragTo(column("Pilot"));
  await expect(drawer).toContainText("Taken by support/ticket-summaries");
  await manager.keyboard.press("Escape");
  await expect(column("Approved")).toContainText("catalog-translate");
});

test("declined keeps a date and is asked again", async () => {
  await moveByKeys("job-6", "7");
  await expect(said("area/job-6 moved to Declined")).toBeVisible();
  await manager.goto("/migration?view=table");
  await expect(manager.getByRole("row", { name: /call-notes.*Declined.*Ask again in/ })).toBeVisible();
  await accessible(manager);
  await manager.goto("/questions/ask?endpoint=voice/call-notes");
  await manager.getByRole("button", { name: "Ask 1 owner" }).click();
  await expect(manager.getByText("1 owner asked.")).toBeVisible();
  await manager.goto("/migration?view=table");
  await expect(manager.getByRole("row", { name: /call-notes.*Asked/ })).toBeVisible();
});

test("J and K walk the board while the drawer stays open", async () => {
  await manager.goto("/migration");
  await column("Asked")
    .getByRole("link", { name: /call-notes/ })
    .click();
  await expect(manager.getByRole("dialog", { name: "voice/call-notes" })).toBeVisible();
  await manager.keyboard.press("j");
  await expect(manager.getByRole("dialog", { name: "area/job-5" })).toBeVisible();
  await manager.keyboard.press("k");
  await expect(manager.getByRole("dialog", { name: "voice/call-notes" })).toBeVisible();
  await manager.keyboard.press("Escape");
});

test("the API says the same, and refuses alike", async ({ request }) => {
  const board = await (await request.get("/api/v1/migrations", { headers: headers() })).json();
  expect(board.total).toBe("43583.00");
  const { key } = board.rows.find((row: { label: string }) => row.label === "support/ticket-summaries");
  const move = (to: string) =>
    request.post(`/api/v1/migrations/${key}/moves`, { headers: headers(), data: { to } });
  expect((await move("confirmed")).status()).toBe(422);
  expect((await move("pilot")).status()).toBe(409);
  expect((await move("elsewhere")).status()).toBe(400);
});

test("without scripts the drawer moves, and a phone shows all of it", async ({ browser }) => {
  const plain = await browser.newContext({
    storageState: await manager.context().storageState(),
    javaScriptEnabled: false,
    viewport: PHONE,
  });
  const page = await plain.newPage();
  await page.goto("/migration");
  await page.getByRole("link", { name: /catalog-translate/ }).click();
  const drawer = page.getByRole("dialog", { name: "l10n/catalog-translate" });
  await drawer.getByLabel("Stage").selectOption("candidate");
  await drawer.getByLabel("Why").fill("<script>alert(1)</script> after the season");
  await drawer.getByRole("button", { name: /^Move to/ }).click();
  await expect(page.getByRole("dialog")).toContainText("“<script>alert(1)</script> after the season”");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await plain.close();
});

test("after a night that passed it is migrated; calls that slide back are flagged with what a day loses", async ({
  request,
}) => {
  await manager.goto("/migration");
  await manager.getByText("Rules", { exact: true }).click();
  const rules = manager.getByRole("form", { name: "Rules" });
  await rules.getByLabel("Nights in a row that must pass").fill("1");
  await rules.getByRole("button", { name: "Save" }).click();
  await expect(rules.getByText("Saved.")).toBeVisible();
  await runNight(request, headers());
  await expect(async () => {
    const { rows } = await (await request.get("/api/v1/migrations", { headers: headers() })).json();
    const row = rows.find(({ label }: { label: string }) => label === "support/ticket-summaries");
    expect(row.nights).toEqual({ passed: 1, needed: 1 });
  }).toPass({ timeout: 60_000 });
  await moveByKeys("ticket-summaries", "5");
  await expect(said("support/ticket-summaries moved to Migrated")).toBeVisible();

  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const usage = `timestamp,provider,model,endpoint,owner,cost_center,tier,cost_usd,requests
${tomorrow},openai,gpt-4.1-mini,support/ticket-summaries,priya@tracker.example,CC-4100,sync,300,1000
`;
  await importUsage(request, usage);
  await expect(async () => {
    await manager.goto("/migration");
    await expect(column("Migrated")).toContainText(/\$\d+ a day lost/, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await column("Migrated")
    .getByRole("link", { name: /ticket-summaries/ })
    .click();
  const drawer = manager.getByRole("dialog", { name: "support/ticket-summaries" });
  await expect(drawer).toContainText("Calls run as sync again.");
  await accessible(manager);
  await drawer.getByLabel("Why").fill("Deployed without the queue");
  await drawer.getByRole("button", { name: "Roll back to sync" }).click();
  await expect(said("support/ticket-summaries moved to Approved")).toBeVisible();
  await manager.keyboard.press("z");
  await expect(said("support/ticket-summaries is back in Migrated")).toBeVisible();
});
