/**
 * The screens, in the order of the product. `who` looks (the sample's manager unless told); `prepare` brings the page
 * into the state that is to be seen; `refused` says that the page is meant to answer with an error; `wide`, that a phone does
 * not offer it; `made` shows a batch that is made after all the others were taken.
 */
export const screens = [
  { name: "sign-in", path: "/sign-in", who: "nobody" },
  { name: "first-run", path: "/", who: "newcomer", prepare: leaveSample },
  { name: "overview", path: "/?steps=everyone", prepare: chart },
  { name: "overview-day", path: "/?steps=everyone", prepare: dayCursor },
  { name: "spend", path: "/spend" },
  { name: "spend-by-model", path: "/spend?groupBy=model" },
  { name: "spend-no-match", path: "/spend?search=no-such-endpoint" },
  { name: "endpoint", path: "/spend", prepare: (page) => follow(page, 'main tbody a[href^="/spend/"]') },
  { name: "ask-dialog", path: "/spend", wide: true, fullPage: false, prepare: askDialog },
  {
    name: "ask",
    path: "/questions/ask?endpoint=voice/call-notes&endpoint=crm/lead-scoring",
    prepare: letter,
  },
  { name: "questions", path: "/questions" },
  { name: "outbox", path: "/questions?show=outbox" },
  { name: "owners", path: "/questions?show=owners" },
  { name: "answer", path: "/questions", prepare: ownersLink },
  { name: "answer-part", path: "/questions", prepare: answerPart },
  { name: "answer-result", path: "/questions", prepare: answered },
  { name: "migration", path: "/migration" },
  { name: "migration-table", path: "/migration?view=table" },
  { name: "migration-drawer", path: "/migration", fullPage: false, prepare: drawer },
  { name: "imports", path: "/imports" },
  { name: "import", path: "/imports", prepare: (page) => follow(page, 'main a[href^="/imports/"]') },
  { name: "batches", path: "/batches" },
  { name: "batches-attention", path: "/batches?state=attention" },
  { name: "batch-running", path: "/batches/bat_7k5" },
  { name: "batch-at-risk", path: "/batches/bat_7k4" },
  { name: "batch-sync", path: "/batches/bat_7k4", prepare: sync },
  { name: "batch-failures", path: "/batches/bat_7k1?status=failed" },
  { name: "new-batch", path: "/batches/new" },
  { name: "new-batch-blocked", path: ({ blocked }) => `/batches/new?batch=${blocked}`, made: true },
  { name: "new-batch-ready", path: ({ ready }) => `/batches/new?batch=${ready}`, made: true },
  { name: "batch-unsure", path: ({ unsure }) => `/batches/${unsure}`, made: true },
  { name: "settings", path: "/settings", who: "admin" },
  { name: "providers", path: "/settings?show=providers", who: "admin" },
  ...["openai", "anthropic", "bedrock", "vertex"].map((provider) => ({
    ...{ name: `connect-${provider}`, path: `/settings/providers/new?provider=${provider}`, who: "admin" },
  })),
  { name: "connection", path: "/settings?show=providers", who: "admin", prepare: connection },
  { name: "search", path: "/", fullPage: false, prepare: palette },
  { name: "shortcuts", path: "/", fullPage: false, prepare: shortcuts },
  { name: "not-found", path: "/spend/no-such-endpoint", refused: true },
];

/** The first admin looks at the sample by default; their own organisation is empty. */
async function leaveSample(page) {
  const own = page.locator('button[name="organisation"][value="default"]').first();
  if ((await page.getByRole("button", { name: "Load the sample" }).count()) > 0) return;
  await own.evaluate((button) => button.form.requestSubmit(button));
  await page.getByRole("heading", { name: "Which of your LLM spend" }).waitFor();
}

async function chart(page) {
  await page.locator("[role=slider] svg").first().waitFor();
}

async function dayCursor(page) {
  await chart(page);
  await page.locator("[role=slider]").focus();
  for (let step = 0; step < 21; step++) await page.keyboard.press("ArrowRight");
}

async function follow(page, link) {
  await page
    .locator(link)
    .first()
    .evaluate((anchor) => anchor.click());
  await page.waitForURL((address) => address.pathname.split("/").length > 2);
}

/** What it would cost stands before the press. */
async function sync(page) {
  await page.getByText("Run remaining as sync", { exact: true }).click();
}

function connection(page) {
  return follow(page, 'main tbody a[href^="/settings/providers/"]');
}

async function palette(page) {
  await chart(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("sum");
  await page.getByRole("option").first().waitFor();
}

async function shortcuts(page) {
  await chart(page);
  await page.keyboard.press("Shift+?");
  await page.getByRole("dialog").waitFor();
}

async function askDialog(page) {
  for (const box of (await page.getByRole("checkbox", { name: /voice|bi\/|crm/ }).all()).slice(0, 3))
    await box.check();
  await page.getByRole("button", { name: /^Ask owners/ }).click();
  await page.getByRole("dialog").waitFor();
}

async function letter(page) {
  await page.getByText("Preview the e-mail").first().click();
}

/** As a button of the mail opens it. */
async function ownersLink(page, choice = "yes") {
  const link = await page.locator("[data-link]").first().getAttribute("data-link");
  await page.goto(`${new URL(link).pathname}?answer=${choice}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

async function answerPart(page) {
  await ownersLink(page, "part");
}

async function answered(page) {
  await page
    .getByRole("row", { name: /ticket-summaries/ })
    .getByRole("link")
    .first()
    .click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
}

async function drawer(page) {
  await page.getByRole("link", { name: /ticket-summaries/ }).click();
  await page.getByRole("dialog").waitFor();
}
