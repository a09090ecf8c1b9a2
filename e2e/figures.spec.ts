import { expect, type Locator, type Page, test } from "@playwright/test";
import { offpeak, signInAgain } from "./support/offpeak";

// Where the same figure stands on several pages it is the same, and every total equals its parts. Read off the sample as
// its manager sees it, without scripts: what is compared here are the pages, not the code that makes them.

test.use({ javaScriptEnabled: false });

const MANAGER = "lena@larkspur.example";
const GROUPS = ["job", "model", "provider", "owner", "team", "costCenter", "tier", "day"];
/** The design's own examples: all sync, partly batch, another provider's cache rule, and one that stays. */
const ENDPOINTS = ["support/ticket-summaries", "docs/contract-extract", "crm/lead-scoring", "assistant/chat"];

/** `−$26,776` → -26776. A dash is nothing known. */
function dollars(text: string): number {
  const [amount] = /[−+]?\$\d{1,3}(?:,\d{3})*/.exec(text) ?? [];
  if (!amount) return Number.NaN;
  return Number(amount.replace(/[^\d]/g, "")) * (amount.startsWith("−") ? -1 : 1);
}
const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0);

/** A table by its caption, whether it is open or not. */
const table = (page: Page, caption: string) =>
  page.locator("table", { has: page.locator("caption", { hasText: caption }) });
const cells = (rows: Locator) =>
  rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "")),
  );
const line = async (page: Page, term: string) =>
  dollars((await page.locator("dl > div", { hasText: term }).locator("dd").first().textContent()) ?? "");

type Shown = { name: string; cost: number; answer: string; saving: number; done: number };

/** Spend as it is shown: its rows, what is summed up below them, and its total. */
async function readSpend(
  page: Page,
  search: string,
): Promise<{ rows: Shown[]; rest: number; total: number }> {
  await page.goto(`/spend?${search}`);
  const heads = await page.locator("main thead tr > *").allTextContents();
  const place = (head: string) => heads.findIndex((text) => text.startsWith(head));
  const [cost, says, saving] = [place("30-day spend"), place("Owner says"), place("Saving")];
  const drawn = await page.locator("main tbody tr[data-row]").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.querySelector("th a:not([aria-expanded])")?.textContent ?? "",
      cells: [...row.children].map((cell) => cell.textContent ?? ""),
    })),
  );
  const rows = drawn.map(({ name, cells: row }) => {
    const [save = Number.NaN, done = Number.NaN] = (row[saving]?.match(/\$\d{1,3}(?:,\d{3})*/g) ?? []).map(
      dollars,
    );
    return { name, cost: dollars(row[cost] ?? ""), answer: row[says] ?? "", saving: save, done };
  });
  const foot = await cells(page.locator("main tfoot tr"));
  const amounts = foot.map((row) => dollars(row[cost] ?? "")).filter((amount) => !Number.isNaN(amount));
  return { rows, rest: sum(amounts.slice(0, -1)), total: amounts.at(-1) ?? Number.NaN };
}

test.beforeAll(async () => {
  test.setTimeout(240_000);
  await offpeak("sample", "load");
});

test("the waterfall, the funnel and the totals agree on every page", async ({ page, request }) => {
  await signInAgain(page, MANAGER);
  await page.goto("/");
  const overview = {
    atSync: await line(page, "At sync prices"),
    discount: await line(page, "Batch discount"),
    billed: await line(page, "Billed"),
    forecast: await line(page, "Could still be saved"),
  };
  expect(overview).toMatchObject({ atSync: 204_053, discount: -26_776, billed: 177_277 });
  expect(overview.atSync + overview.discount).toBe(overview.billed);

  await test.step("each step of the funnel is the one before less what left", async () => {
    const steps = await cells(table(page, "Where the dollars stand").locator("tbody tr"));
    const totals = steps.map((row) => dollars(row[1] ?? ""));
    expect(totals).toEqual([overview.atSync, 169_995, 100_048, 54_350, 0]);
    for (const [index, row] of steps.slice(0, 3).entries()) {
      const left = sum((row[4]?.match(/\$\d{1,3}(?:,\d{3})*/g) ?? []).map(dollars));
      expect((totals[index] ?? 0) - left, row[0]).toBe(totals[index + 1]);
    }
  });

  const days = await test.step("the days and the providers make the bill", async () => {
    const foot =
      (await cells(table(page, "Daily spend").locator("tfoot tr")))[0]?.slice(1).map(dollars) ?? [];
    const body = await cells(table(page, "Daily spend").locator("tbody tr"));
    for (const column of [1, 2, 3])
      expect(sum(body.map((row) => dollars(row[column] ?? "")))).toBe(foot[column - 1]);
    expect(foot).toEqual([149_019, 28_258, overview.billed]);
    const providers = await page.locator('main a[href^="/spend?provider="]').allTextContents();
    expect(sum(providers.map(dollars))).toBe(overview.billed);
    return { sync: foot[0], batch: foot[1], providers: providers.map(dollars) };
  });

  const spend = await test.step("Spend's rows make its total, and its savings the overview's", async () => {
    const { rows, rest, total } = await readSpend(page, "show=all");
    expect([sum(rows.map(({ cost }) => cost)) + rest, total]).toEqual([overview.billed, overview.billed]);
    const approved = rows.filter(({ answer }) => answer.startsWith("Yes") || answer.startsWith("Part"));
    await expect(page.locator("main tfoot")).toContainText("$47,887");
    expect(sum(approved.map(({ saving }) => saving))).toBe(47_887);
    const open = rows.filter(({ saving }) => !Number.isNaN(saving));
    // No page adds these up; each is rounded by itself.
    const left = sum(open.map(({ saving, done }) => saving - (done || 0)));
    expect(Math.abs(left - overview.forecast)).toBeLessThanOrEqual(open.length / 2);
    const short = await readSpend(page, "");
    expect(sum(short.rows.map(({ cost }) => cost)) + short.rest).toBe(short.total);
    return rows;
  });

  await test.step("every grouping and every filter is a part of the same bill", async () => {
    for (const group of GROUPS) {
      const { rows, rest, total } = await readSpend(page, `groupBy=${group}&show=all`);
      expect([sum(rows.map(({ cost }) => cost)) + rest, total], group).toEqual([
        overview.billed,
        overview.billed,
      ]);
      if (group === "provider") expect(rows.map(({ cost }) => cost)).toEqual(days.providers);
      if (group === "tier") expect(rows.map(({ cost }) => cost)).toEqual([days.sync, days.batch]);
    }
    const filtered = await Promise.all(
      ["openai", "anthropic", "vertex", "bedrock"].map(async (provider) => {
        const other = await page.context().newPage();
        const { total } = await readSpend(other, `provider=${provider}&show=all`);
        await other.close();
        return total;
      }),
    );
    expect(filtered).toEqual(days.providers);
  });

  await test.step("an endpoint's page says what its row says, and its waterfall adds up", async () => {
    for (const label of ENDPOINTS) {
      const row = spend.find(({ name }) => name === label);
      await page.goto(`/spend/${encodeURIComponent(label)}`);
      expect(await line(page, "30-day spend"), label).toBe(row?.cost);
      const total = await cells(page.locator("table", { hasText: "Job" }).locator("tfoot tr"));
      expect(dollars(total[0]?.[2] ?? ""), label).toBe(row?.cost);
      const foot = (await cells(table(page, "Daily spend").locator("tfoot tr")))[0] ?? [];
      expect(dollars(foot[3] ?? ""), label).toBe(row?.cost);
      const steps = await cells(table(page, "What batch would cost").locator("tbody tr"));
      const [list = 0, cache = 0, sync = 0, discount = 0, hits = 0, forecast = 0] = steps.map((step) =>
        dollars(step[1] ?? ""),
      );
      expect([list + cache, sync + discount + hits], label).toEqual([sync, forecast]);
      if (dollars(foot[2] ?? "") === 0) expect(sync, label).toBe(row?.cost);
      if (row && !Number.isNaN(row.saving)) {
        expect(await line(page, "Forecast saving"), label).toBe(row.saving);
        expect(sync - forecast + (row.done || 0), label).toBe(row.saving);
      }
    }
    expect(spend.find(({ name }) => name === "support/ticket-summaries")?.saving).toBe(10_927);
  });

  await test.step("the file and the API tell the same, to the last digit", async () => {
    const name = `figures-${Date.now()}`;
    const token = await offpeak("token", "create", "--role", "finance", "--name", name, "--org", "sample");
    const ask = async (path: string) =>
      (await request.get(`/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
    const { total, rows } = await ask("/spend");
    expect(total).toBe("177277.00");
    expect(rows.map(({ label }: { label: string }) => label)).toEqual(spend.map((row) => row.name));
    const [heading = "", ...lines] = (await (await page.request.get("/spend/csv")).text())
      .trimEnd()
      .split("\r\n");
    const at = heading.split(",").indexOf("cost_usd");
    // No name of the sample needs quotes, so that a comma is always an edge.
    expect(lines.map((text) => text.split(",")[at])).toEqual(rows.map(({ cost }: { cost: string }) => cost));
    const tiers = await ask("/spend?groupBy=tier");
    expect(tiers.rows.map(({ cost }: { cost: string }) => cost)).toEqual(["149019.00", "28258.00"]);
    for (const label of ENDPOINTS) {
      const { cost } = await ask(`/endpoints/${encodeURIComponent(label)}`);
      expect(cost).toBe(rows.find((row: { label: string }) => row.label === label).cost);
    }
    const board = await ask("/migrations");
    expect(Math.round(Number(board.total))).toBe(overview.atSync);
    const columns = board.columns.map((column: { total: string }) => Number(column.total));
    expect(sum(columns)).toBeCloseTo(Number(board.total), 6);
  });
});
