/**
 * The screens, in the order of the product. `who` looks (the sample's manager unless told); `prepare` brings the page
 * into the state that is to be seen; `refused` says that the page is meant to answer with an error; `made` shows a batch
 * that is made after all the others were taken.
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
