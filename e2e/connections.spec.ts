import { expect, type Page, test } from "@playwright/test";
import { bothThemes, fitsPhone } from "./support/axe";
import { signIn } from "./support/offpeak";
import { type Simulators, simulators, tell } from "./support/sandbox";

const KEY = "sk-proj-journey0123456789abcdefWXYZ";
const LIST = "/settings?show=providers";

/** Only keys, buckets and places of this journey: others use the same simulators meanwhile. */
const configure = (settings: object) => tell("/config", settings);
const revoke = (keys: string[]) => configure({ openai: { revokedKeys: keys } });

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

test("the sandbox brings a connection to each simulator, and all of them work", async ({ page }) => {
  await signIn(page, "connections-sandbox@example.com", "admin");
  const buttons = ["OpenAI", "Anthropic", "Bedrock", "Vertex"].map((provider) =>
    page.getByRole("button", { name: `Test ${provider} Sandbox` }),
  );
  await expect(async () => {
    await page.goto(LIST);
    for (const button of buttons) await expect(button).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("button", { name: "Test all" }).click();
  for (const button of buttons)
    await expect(page.getByRole("row").filter({ has: button })).toContainText("Works");
});

type Case = {
  provider: string;
  label: string;
  fields(at: Simulators): Record<string, string>;
  /** What is wrong at the provider, what the test says of it, and what mends it. */
  wrong: object;
  says: RegExp;
  mended: object;
};

const bucketOf = (callerMay: string[]) => ({ bedrock: { buckets: { "journey-bucket": { callerMay } } } });
const placeOf = (location: string) => ({ vertex: { buckets: { "journey-bucket": { location } } } });
const OTHERS: Case[] = [
  {
    provider: "anthropic",
    label: "Anthropic",
    fields: (at) => ({ "API key": "sk-ant-api03-journey0123456789", "Base URL": at.anthropic }),
    wrong: { anthropic: { revokedKeys: ["sk-ant-api03-journey0123456789"] } },
    says: /Anthropic does not accept this key/,
    mended: { anthropic: { revokedKeys: [] } },
  },
  {
    provider: "bedrock",
    label: "Bedrock",
    fields: (at) => ({
      ...{ "Access key id": "AKIAJOURNEY", "Secret access key": "journey-secret", Region: "us-east-1" },
      ...{ "Job role": "arn:aws:iam::123456789012:role/offpeak-batch", Bucket: "journey-bucket" },
      ...{ "Bedrock URL": at.bedrock, "Bedrock runtime URL": at.bedrockRuntime, "S3 URL": at.s3 },
    }),
    wrong: bucketOf(["list", "get", "delete"]),
    says: /Missing: s3:PutObject on arn:aws:s3:::journey-bucket\/offpeak\/\*/,
    mended: bucketOf(["list", "get", "put", "delete"]),
  },
  {
    provider: "vertex",
    label: "Vertex",
    fields: (at) => ({
      ...{ Project: "journey-project", Location: "us-central1", Bucket: "journey-bucket" },
      ...{ "Access token": "ya29.journey", "Vertex AI endpoint": at.vertex },
      ...{ "Cloud Storage endpoint": at.gcs, "BigQuery endpoint": at.bigquery },
    }),
    wrong: placeOf("EU"),
    says: /The bucket journey-bucket is in eu, and the jobs run in us-central1/,
    mended: placeOf("US"),
  },
];

test("the other providers name what is missing, and all of it works by keyboard", async ({ page }) => {
  test.slow(); // three journeys for one sign-in
  await signIn(page, "connections-others@example.com", "admin");
  for (const { provider, label, fields, wrong, says, mended } of OTHERS) {
    await configure(wrong);
    await page.goto(`/settings/providers/new?provider=${provider}`);
    const form = page.getByRole("form", { name: `Connect ${label}` });
    await form.getByText("More", { exact: true }).focus();
    await page.keyboard.press("Enter");
    for (const [name, value] of Object.entries({ Name: "Other", ...fields(simulators().urls) }))
      await form.getByLabel(new RegExp(`^${name}`)).fill(value);
    await form.getByLabel("Name").press("Enter");
    await page.waitForURL(LIST);
    await expect(rowOf(page, "Other").first()).toContainText("Test failed");
    await expect(page.getByText(says)).toBeVisible();
    await configure(mended);
    await page.getByRole("button", { name: `Test ${label} Other` }).press("Enter");
    await expect(rowOf(page, "Other")).toContainText("Works");
    await page.getByRole("link", { name: `${label} Other` }).press("Enter");
    await page.locator("summary").filter({ hasText: "Remove" }).press("Enter");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Remove" })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.waitForURL(LIST);
    await expect(rowOf(page, "Other")).toHaveCount(0);
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
