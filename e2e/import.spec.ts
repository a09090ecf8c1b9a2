import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { violations } from "./support/axe";
import { offpeak, signIn } from "./support/offpeak";

const HEADING = "timestamp,provider,model,endpoint,input_tokens,output_tokens,cost_usd,request_id";
const row = (id: string, more: Partial<{ at: string; tokens: string }> = {}) =>
  `${more.at ?? "2025-11-03T02:14:07Z"},openai,gpt-5,journey/digest,${more.tokens ?? "100"},10,0.5,${id}`;

/** Chooses the file in the drop zone and waits for the page of its import. */
async function upload(page: Page, name: string, content: string | Buffer): Promise<string> {
  await page.goto("/imports");
  const chosen = page.waitForURL(/\/imports\/[0-9a-z]+$/);
  await page
    .getByRole("group", { name: "Upload a usage file" })
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  await chosen;
  return new URL(page.url()).pathname;
}

test("a file is dropped, read, ranked, opened to its rows and taken back", async ({ page }) => {
  await signIn(page, "ina@example.com", "manager");
  const text = [HEADING, row("j-1"), row("j-2"), ""].join("\n");
  const address = await upload(page, "november.csv.gz", gzipSync(text));
  await expect(page.getByRole("heading", { name: "2 rows were imported" })).toBeVisible();
  await expect(page.getByText("$1 as reported")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("link", { name: "See this period in Spend" }).click();
  await expect(page.getByText("journey/digest").first()).toBeVisible();

  await page.goto("/imports");
  await expect(page.getByRole("link", { name: "november.csv.gz" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.goto(address);
  await page.getByRole("link", { name: "Take back" }).click();
  await expect(page.getByText("2 rows leave every figure.")).toBeVisible();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page).toHaveURL("/imports");
  await expect(page.getByRole("row", { name: /november.csv.gz/ }).getByText("Taken back")).toBeVisible();
});

test("bad rows are grouped by cause, put right, and the rest is left out", async ({ page }) => {
  await signIn(page, "ina@example.com", "manager");
  const text = [
    HEADING,
    row("b-1"),
    row("b-2", { tokens: "-412" }),
    row("b-3", { tokens: "-88" }),
    row("b-4", { at: "31/11/2025" }),
    "",
  ].join("\n");
  await upload(page, "problems.csv", text);
  await expect(page.getByRole("heading", { name: "3 of 4 rows were not imported" })).toBeVisible();
  await expect(page.getByText("November has 30 days")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download 3 rows" }).click();
  expect((await download).suggestedFilename()).toBe("problems.csv.problems.csv");

  await page.getByRole("link", { name: /Negative number, input_tokens/ }).click();
  await page.getByLabel("Use in all 2 rows").fill("88");
  await page.getByLabel("Use instead in row 3").fill("412");
  await page.getByRole("button", { name: "Import the fixed rows" }).click();
  await expect(page.getByRole("heading", { name: "1 of 4 rows was not imported" })).toBeVisible();
  await page.getByRole("button", { name: "Finish without them" }).click();
  await expect(page.getByRole("heading", { name: "3 rows were imported" })).toBeVisible();
});

test("the columns of an unknown file are chosen by hand, without scripts too", async ({ browser, page }) => {
  await signIn(page, "ina@example.com", "manager");
  const address = await upload(
    page,
    "gateway.csv",
    "when,engine,app,in\n2025-11-05T00:00:00Z,gpt-5,journey/mapped,7\n",
  );
  await expect(page.getByRole("heading", { name: "Which column is which?" })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await signIn(plain, "ina@example.com", "manager");
  await plain.goto(address);
  await plain.getByLabel("Time (needed)").selectOption("when");
  await plain.getByLabel("Model (needed)").selectOption("engine");
  await plain.getByLabel("Endpoint (needed)").selectOption("app");
  await plain.getByRole("button", { name: "Import with these columns" }).click();
  await expect(plain.getByText(/provider/i).last()).toBeVisible(); // the provider of all rows is missing
  await plain.getByLabel("One value of Provider for all rows").fill("openai");
  await plain.getByLabel("Time (needed)").selectOption("when");
  await plain.getByLabel("Model (needed)").selectOption("engine");
  await plain.getByLabel("Endpoint (needed)").selectOption("app");
  await plain.getByRole("button", { name: "Import with these columns" }).click();
  await expect(plain.getByRole("heading", { name: "Which column is which?" })).toHaveCount(0);
  await context.close();
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "1 row was imported" })).toBeVisible();
});

test("a file that cannot be read says why, and one over 10 MB arrives whole", async ({ page }) => {
  await signIn(page, "ina@example.com", "manager");
  await upload(page, "sheet.csv", "PK\u0003\u0004[Content_Types].xml");
  await expect(page.getByRole("alert").filter({ hasText: "Excel workbook" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const lines = Array.from({ length: 150_000 }, (_, n) => row(`large-${n}`));
  await upload(page, "large.csv", [HEADING, ...lines, ""].join("\n"));
  await expect(page.getByRole("heading", { name: "150,000 rows were imported" })).toBeVisible({
    timeout: 60_000,
  });
});

test("who may not import sees no drop zone, and an owner no imports at all", async ({ page, request }) => {
  await signIn(page, "fin@example.com", "finance");
  await page.goto("/imports");
  await expect(page.getByRole("heading", { name: "Imports" })).toBeVisible();
  await expect(page.getByRole("group", { name: "Upload a usage file" })).toHaveCount(0);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const send = (headers: Record<string, string>) =>
    request.post("/api/upload?filename=x.csv", { data: "x", headers });
  expect((await send({ cookie, "sec-fetch-site": "same-origin" })).status()).toBe(403);
  await page.context().clearCookies();
  await signIn(page, "olga@example.com", "owner");
  await page.goto("/imports");
  await expect(page.getByText("Your role may not see this page.")).toBeVisible();
});

test("the page's way in takes nothing from other sites or from nobody", async ({ page, request }) => {
  await signIn(page, "ina@example.com", "manager");
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const send = (headers: Record<string, string>) =>
    request.post("/api/upload?filename=x.csv", { data: "x", headers });
  expect((await send({ "sec-fetch-site": "same-origin" })).status()).toBe(401);
  expect((await send({ cookie, "sec-fetch-site": "cross-site" })).status()).toBe(403);
  expect((await send({ cookie, origin: "http://evil.example" })).status()).toBe(403);
  const token = await offpeak("token", "create", "--role", "manager", "--name", `journey-${Date.now()}`);
  const listed = await request.get("/api/v1/imports", { headers: { authorization: `Bearer ${token}` } });
  expect(listed.status()).toBe(200);
  expect((await request.get("/api/v1/imports", { headers: { cookie } })).status()).toBe(401);
});

test("a person says which source counts on some days, and hands them back to the rules", async ({ page }) => {
  await signIn(page, "ina@example.com", "manager");
  await upload(page, "sources.csv", [HEADING, row("s-1", { at: "2025-11-04T10:00:00Z" }), ""].join("\n"));
  await expect(page.getByRole("heading", { name: "1 row was imported" })).toBeVisible();
  await page.goto("/imports");
  await page.getByRole("link", { name: "Which source counts" }).click();
  const form = page.getByRole("form", { name: "Choose a source" });
  await form.getByLabel("From").fill("2025-11-04");
  await form.getByLabel("To").fill("2025-11-04");
  await form.getByLabel("Source").selectOption("offpeak");
  await form.getByLabel("Why").fill("The journey wants it");
  await form.getByRole("button", { name: "Use this source" }).click();
  await expect(page.getByRole("cell", { name: "Chosen by a person" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await form.getByLabel("From").fill("2025-11-04");
  await form.getByLabel("To").fill("2025-11-04");
  await form.getByLabel("Source").selectOption("As the rules decide");
  await form.getByRole("button", { name: "Use this source" }).click();
  await expect(page.getByRole("cell", { name: "Chosen by a person" })).toHaveCount(0);
});
