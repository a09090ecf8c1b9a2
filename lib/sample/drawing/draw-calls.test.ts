import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/sample/larkspur/endpoints";
import { BATCH_DAYS, SYNC_DAYS } from "@/lib/sample/larkspur/month";
import { type Call, dayStart } from "@/lib/sample/model";
import { drawCalls } from "./draw-calls";
import { sum } from "./spread";

const calls = drawCalls();
const of = (name: string, job?: string) =>
  calls.filter((call) => call.endpoint.name === name && (job === undefined || call.work.job === job));
const total = (rows: Call[], measure: (call: Call) => number) => sum(rows.map(measure));
const dollars = (rows: Call[]) => total(rows, (call) => call.micros) / 1_000_000;
const cost = (call: Call) => call.micros;
const input = (call: Call) => call.fresh + call.cached;
const percent = (part: number, whole: number) => Math.round((100 * part) / whole);
/** Weighted median. */
const median = (values: [value: number, weight: number][]) => {
  const half = sum(values.map(([, weight]) => weight)) / 2;
  let seen = 0;
  for (const [value, weight] of [...values].sort(([a], [b]) => a - b)) {
    seen += weight;
    if (seen >= half) return value;
  }
  return Number.NaN;
};
const hour = (call: Call) => new Date(call.at).getUTCHours();
const share = (rows: Call[], is: (call: Call) => boolean) =>
  total(rows.filter(is), (call) => call.requests) / total(rows, (call) => call.requests);

describe("the month adds up to the cent", () => {
  test("all, sync, batch and every provider", () => {
    expect(calls.length).toBeLessThanOrEqual(300_000);
    expect(dollars(calls)).toBe(177_277);
    expect(dollars(calls.filter((call) => call.tier === "sync"))).toBe(149_019);
    expect(dollars(calls.filter((call) => call.tier === "batch"))).toBe(28_258);
    const provider = (name: string) => dollars(calls.filter((call) => call.work.model.provider === name));
    expect(provider("openai")).toBe(70_537.73);
    expect(provider("anthropic")).toBe(60_389.27);
    expect(provider("vertex")).toBe(28_635);
    expect(provider("bedrock")).toBe(17_715);
  });

  test("OpenAI's invoice: sync and batch", () => {
    const openai = calls.filter((call) => call.work.model.provider === "openai");
    expect(dollars(openai.filter((call) => call.tier === "sync"))).toBe(46_121);
    expect(dollars(openai.filter((call) => call.tier === "batch"))).toBe(24_416.73);
  });

  test("every day, sync and batch", () => {
    for (const [index, cents] of SYNC_DAYS.entries()) {
      const from = dayStart(index + 1);
      const day = calls.filter((call) => call.at >= from && call.at < from + 86_400_000);
      expect(
        total(
          day.filter((call) => call.tier === "sync"),
          cost,
        ),
      ).toBe(cents * 10_000);
      expect(
        total(
          day.filter((call) => call.tier === "batch"),
          cost,
        ),
      ).toBe((BATCH_DAYS[index] ?? 0) * 10_000);
    }
    expect(calls.filter((call) => call.at < dayStart(1) || call.at >= dayStart(31))).toEqual([]);
  });

  test.each([
    ["assistant/chat", 28_943, 0, "11.2", 2.23, 58],
    ["support/ticket-summaries", 24_316, 0, "7.60", 0.676, 42],
    ["docs/contract-extract", 16_608, 19, "4.90", 0.498, 18],
    ["catalog/product-enrich", 15_098, 88, "9.84", 1.37, 8],
    ["search/query-rewrite", 13_872, 0, "21.5", 3.25, 12],
    ["crm/lead-scoring", 11_238, 0, "9.60", 1.11, 0],
    ["agents/refund-resolver", 9_957, 0, "3.90", 0.382, 71],
    ["l10n/catalog-translate", 9_484, 0, "2.70", 0.621, 3],
    ["reviews/moderation-backfill", 7_609, 92, "22.4", 4.68, 31],
    ["evals/regression-suite", 6_436, 70, "2.31", 0.702, 22],
    ["voice/call-notes", 6_183, 0, "5.10", 0.657, 0],
    ["email/draft-replies", 5_418, 0, "1.42", 0.415, 35],
    ["fraud/order-explain", 4_312, 0, "2.05", 0.541, 24],
    ["bi/weekly-digest", 3_957, 0, "4.20", 1.08, 0],
    ["code/pr-review", 3_243, 0, "0.980", 0.246, 40],
    ["hr/cv-screen", 2_481, 0, "0.512", 0.0664, 5],
  ])("%s", (name, spend, batchShare, inputBillions, outputBillions, cacheShare) => {
    const rows = of(name);
    expect(dollars(rows)).toBe(spend);
    expect(
      percent(
        total(
          rows.filter((call) => call.tier === "batch"),
          cost,
        ),
        total(rows, cost),
      ),
    ).toBe(batchShare);
    expect((total(rows, input) / 1e9).toPrecision(3)).toBe(inputBillions.padEnd(4, "0"));
    expect((total(rows, (call) => call.output) / 1e9).toPrecision(3)).toBe(outputBillions.toPrecision(3));
    expect(
      percent(
        total(rows, (call) => call.cached),
        total(rows, input),
      ),
    ).toBe(cacheShare);
  });

  test("24 endpoints, the eight smaller ones $8,122 together, one without an owner", () => {
    expect(ENDPOINTS).toHaveLength(24);
    expect(sum(ENDPOINTS.slice(16).map(({ name }) => dollars(of(name))))).toBe(8_122);
    expect(sum(ENDPOINTS.slice(0, 10).map(({ name }) => dollars(of(name))))).toBe(143_561);
    expect(ENDPOINTS.filter(({ owner }) => owner === null).map(({ name }) => name)).toEqual([
      "labs/query-labels",
    ]);
    const spends = ENDPOINTS.map(({ name }) => dollars(of(name)));
    expect(spends).toEqual([...spends].sort((a, b) => b - a));
    expect(Math.min(...spends)).toBeGreaterThan(250);
  });
});

describe("support/ticket-summaries is its own page", () => {
  const rows = of("support/ticket-summaries");
  test("calls and jobs", () => {
    expect(total(rows, (call) => call.requests)).toBe(1_940_000);
    const summaries = of("support/ticket-summaries", "Summaries");
    const briefs = of("support/ticket-summaries", "Escalation brief");
    expect([dollars(summaries), dollars(briefs)]).toEqual([21_104, 3_212]);
    expect([total(summaries, input), total(briefs, input)]).toEqual([6_610_000_000, 990_000_000]);
    expect(
      percent(
        total(summaries, (call) => call.cached),
        total(summaries, input),
      ),
    ).toBe(44);
    expect(
      percent(
        total(briefs, (call) => call.cached),
        total(briefs, input),
      ),
    ).toBe(28);
  });
  test("at list price it is $32,934 without the cache, and the cache takes $8,618 off", () => {
    const all = (total(rows, input) * 3 + total(rows, (call) => call.output) * 15) / 1e6;
    expect(Math.round(all)).toBe(32_934);
    expect(Math.round((total(rows, (call) => call.cached) * 2.7) / 1e6)).toBe(8_618);
  });
  test("three quarters run between 22:00 and 06:00 and are read 7 h 20 m later", () => {
    expect(Math.round(100 * share(rows, (call) => hour(call) >= 22 || hour(call) < 6))).toBe(75);
    const delays = rows.flatMap((call): [number, number][] =>
      call.readAt === null ? [] : [[call.readAt - call.at, call.requests]],
    );
    expect(Math.abs(median(delays) / 60_000 - 440)).toBeLessThan(4);
    expect(share(rows, (call) => call.stream || call.toolCalls > 0)).toBe(0);
  });
});

describe("what the gateway saw agrees with the reason", () => {
  const delay = (call: Call) =>
    call.readAt === null ? Number.POSITIVE_INFINITY : (call.readAt - call.at) / 3_600_000;

  test("assistant/chat streams to a browser, email/draft-replies too", () => {
    for (const name of ["assistant/chat", "email/draft-replies"]) {
      expect(share(of(name), (call) => call.stream)).toBeGreaterThan(0.95);
      expect(share(of(name), (call) => call.userAgent.startsWith("Mozilla/"))).toBe(1);
    }
  });
  test("agents/refund-resolver chains 6.4 calls", () => {
    const rows = of("agents/refund-resolver");
    const sessions = new Set(rows.map((call) => call.session));
    expect((rows.length / sessions.size).toFixed(1)).toBe("6.4");
    const lasts = new Map(rows.map((call) => [call.session, call]));
    expect([...lasts.values()].filter((call) => call.toolCalls > 0).length / sessions.size).toBeLessThan(
      0.01,
    );
    expect(share(rows, (call) => call.toolCalls > 0)).toBeGreaterThan(0.8);
  });
  test("docs/contract-extract: 30% is opened within the hour", () => {
    const rows = of("docs/contract-extract");
    expect(Math.round(100 * share(rows, (call) => delay(call) < 1))).toBe(30);
  });
  test("crm/lead-scoring: cron, 91% is read next morning", () => {
    const rows = of("crm/lead-scoring").filter((call) => call.at < dayStart(29));
    expect(share(rows, (call) => call.userAgent.includes("cron"))).toBe(1);
    expect(Math.round(100 * share(rows, (call) => delay(call) < 10))).toBe(91);
  });
  test("search/query-rewrite answers within its 400 ms", () => {
    const rows = of("search/query-rewrite");
    expect(new Set(rows.map((call) => call.timeoutMs))).toEqual(new Set([400]));
    expect(Math.max(...rows.map((call) => call.latencyMs ?? 0))).toBeLessThan(400);
  });
  test("l10n/catalog-translate is used after three days, hr/cv-screen on the next working day", () => {
    const hours = (name: string) =>
      of(name).flatMap((call): [number, number][] =>
        call.readAt === null ? [] : [[delay(call), call.requests]],
      );
    expect(Math.round(median(hours("l10n/catalog-translate")) / 24)).toBe(3);
    const overNight = hours("hr/cv-screen").filter(([value]) => value > 10);
    expect(
      sum(overNight.map(([, weight]) => weight)) / total(of("hr/cv-screen"), (call) => call.requests),
    ).toBeGreaterThan(0.999);
  });
  test("bi/weekly-digest runs from Sunday evening into Monday", () => {
    const minute = of("bi/weekly-digest").map((call) => [new Date(call.at).getUTCDay(), hour(call)]);
    expect(minute.filter(([day, at = 0]) => !((day === 0 && at >= 20) || (day === 1 && at < 4)))).toEqual([]);
  });
  test("code/pr-review answers webhooks, fraud/order-explain is half a nightly sweep", () => {
    expect(Math.round(100 * share(of("code/pr-review"), (call) => call.webhook))).toBe(62);
    expect(share(of("fraud/order-explain"), (call) => call.work.job === "Nightly sweep")).toBe(0.5);
  });
  test("batches show no latency, no stream and no browser", () => {
    const batches = calls.filter((call) => call.tier === "batch");
    expect(batches.filter((call) => call.stream || call.latencyMs !== null)).toEqual([]);
  });
});

test("the same rows every time, each with an id of its own, none empty", () => {
  const again = drawCalls();
  expect(again.length).toBe(calls.length);
  expect(
    again.every(
      (call, i) => call.id === calls[i]?.id && call.at === calls[i]?.at && call.micros === calls[i]?.micros,
    ),
  ).toBe(true);
  expect(new Set(calls.map((call) => call.id)).size).toBe(calls.length);
  expect(
    calls.filter((call) => call.requests < 1 || call.fresh < 0 || call.cached < 0 || call.micros < 0),
  ).toEqual([]);
});
