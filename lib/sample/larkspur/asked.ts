import type { Endpoint } from "@/lib/sample/model";
import * as evidence from "./evidence";
import * as model from "./models";
import { TICKET_DAYS } from "./month";
import { batch, sync } from "./parts";
import { ownedBy } from "./people";

/** Ranks 1 to 10: four fifths of the bill, and every owner has been asked. */
export const ASKED: Endpoint[] = [
  {
    name: "assistant/chat",
    kind: "endpoint",
    ...ownedBy("mei"),
    works: [
      {
        model: model.GPT_5,
        tokens: { input: 11_200, cached: 6_539.56, output: 2_230 },
        calls: 2_000_000,
        rows: 6000,
        evidence: evidence.CHAT,
        parts: [sync("28943", { weekend: 0.58 })],
      },
    ],
  },
  {
    name: "support/ticket-summaries",
    kind: "endpoint",
    ...ownedBy("priya"),
    works: [
      {
        job: "Summaries",
        model: model.SONNET,
        tokens: { input: 6_610, cached: 2_914.65, output: 583.6 },
        calls: 1_690_000,
        rows: 6000,
        evidence: evidence.TICKET_SUMMARIES,
        parts: [{ ...sync("21104"), days: TICKET_DAYS }],
      },
      {
        job: "Escalation brief",
        model: model.SONNET,
        tokens: { input: 990, cached: 277.2, output: 92 },
        calls: 250_000,
        rows: 1200,
        evidence: evidence.TICKET_SUMMARIES,
        parts: [{ ...sync("3212"), days: TICKET_DAYS }],
      },
    ],
  },
  {
    name: "docs/contract-extract",
    kind: "endpoint",
    ...ownedBy("tomas"),
    works: [
      {
        job: "Counter upload",
        model: model.SONNET,
        tokens: { input: 1_470, cached: 264.6, output: 149.4 },
        calls: 171_600,
        rows: 1600,
        evidence: evidence.COUNTER_UPLOAD,
        parts: [sync("5937", { weekend: 0.5 })],
      },
      {
        job: "Nightly intake",
        model: model.SONNET,
        tokens: { input: 3_430, cached: 617.4, output: 348.6 },
        calls: 400_400,
        rows: 3400,
        evidence: evidence.NIGHTLY_INTAKE,
        parts: [sync("7388", { to: 16 }), sync("102", { from: 17 }), batch("3181", { from: 17 })],
      },
    ],
  },
  {
    name: "catalog/product-enrich",
    kind: "job",
    ...ownedBy("jonas"),
    works: [
      {
        job: "Descriptions",
        model: model.GPT_4_1,
        tokens: { input: 5_377.6, cached: 430.2, output: 748.7 },
        calls: 717_000,
        rows: 3000,
        evidence: evidence.QUEUE,
        parts: [sync("1838", { weekend: 0.9 }), batch("11241.68")],
      },
      {
        job: "Attributes",
        model: model.GPT_4_1_MINI,
        tokens: { input: 4_462.4, cached: 357, output: 621.3 },
        calls: 911_000,
        rows: 2400,
        evidence: evidence.QUEUE,
        parts: [batch("2018.32")],
      },
    ],
  },
  {
    name: "search/query-rewrite",
    kind: "endpoint",
    ...ownedBy("ada"),
    works: [
      {
        model: model.GEMINI_FLASH,
        tokens: { input: 21_500, cached: 2_603.7, output: 3_250 },
        calls: 29_600_000,
        rows: 6000,
        evidence: evidence.PAGE_LOAD,
        parts: [sync("13872", { weekend: 0.57 })],
      },
    ],
  },
  {
    name: "crm/lead-scoring",
    kind: "job",
    ...ownedBy("daniel"),
    works: [
      {
        model: model.NOVA_PRO,
        tokens: { input: 9_600, cached: 0, output: 1_111.875 },
        calls: 4_010_000,
        rows: 5000,
        evidence: evidence.LEAD_SCORES,
        parts: [sync("11238")],
      },
    ],
  },
  {
    name: "agents/refund-resolver",
    kind: "endpoint",
    ...ownedBy("mei"),
    works: [
      {
        model: model.SONNET,
        tokens: { input: 3_900, cached: 2_767.78, output: 382 },
        calls: 565_000,
        rows: 6400,
        evidence: evidence.TOOL_LOOP,
        parts: [sync("9957", { growth: 0.95, weekend: 0.95 })],
      },
    ],
  },
  {
    name: "l10n/catalog-translate",
    kind: "job",
    ...ownedBy("luca"),
    works: [
      {
        model: model.GEMINI_PRO,
        tokens: { input: 2_700, cached: 89.78, output: 621 },
        calls: 1_500_000,
        rows: 4500,
        evidence: evidence.RELEASE,
        parts: [sync("9484", { weekend: 0.22 })],
      },
    ],
  },
  {
    name: "reviews/moderation-backfill",
    kind: "job",
    ...ownedBy("sofia"),
    works: [
      {
        model: model.GPT_5_MINI,
        tokens: { input: 22_400, cached: 6_944, output: 4_680 },
        calls: 1_505_000,
        rows: 5000,
        evidence: evidence.BACKFILL,
        parts: [sync("617"), batch("5591.60", { to: 24 }), batch("1400.40", { from: 25 }, "2560.80")],
      },
    ],
  },
  {
    name: "evals/regression-suite",
    kind: "job",
    ...ownedBy("hannah"),
    works: [
      {
        job: "Regression",
        model: model.GPT_5,
        tokens: { input: 2_110, cached: 464.2, output: 644 },
        calls: 130_000,
        rows: 3600,
        evidence: evidence.TEST_RUN,
        parts: [
          sync("1350", { to: 5, weekend: 0.2 }),
          sync("603", { from: 6, weekend: 0.2 }),
          batch("2580.73", { from: 6, except: [12, 13, 14], weekend: 0.2 }),
          // Three batches that came back at the standard price: November's missing discount.
          {
            ...batch("1242", { from: 12, to: 14 }, "1242"),
            tokens: { input: 214, cached: 0, output: 100.4 },
          },
        ],
      },
      {
        job: "Judge",
        model: model.SONNET,
        tokens: { input: 200, cached: 44, output: 58.05 },
        calls: 20_000,
        rows: 1200,
        evidence: evidence.TEST_RUN,
        parts: [batch("660.27", { from: 6, weekend: 0.2 })],
      },
    ],
  },
];
