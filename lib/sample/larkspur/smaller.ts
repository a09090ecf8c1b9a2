import type { Endpoint } from "@/lib/sample/model";
import { BY_HAND } from "./clocks";
import * as evidence from "./evidence";
import * as model from "./models";
import { batch, sync } from "./parts";
import { NOBODY, ownedBy } from "./people";

/** The eight smaller endpoints, $8,122 together; one of them nobody owns. */
export const SMALLER: Endpoint[] = [
  {
    name: "catalog/image-alt-text",
    kind: "job",
    ...ownedBy("jonas"),
    works: [
      {
        model: model.GPT_4_1_MINI,
        tokens: { input: 2_610, cached: 0, output: 400 },
        calls: 2_900_000,
        rows: 3000,
        evidence: evidence.QUEUE,
        parts: [sync("1684", { weekend: 0.9 })],
      },
    ],
  },
  {
    name: "reviews/sentiment-tags",
    kind: "endpoint",
    ...ownedBy("sofia"),
    works: [
      {
        model: model.GEMINI_FLASH,
        tokens: { input: 1_740, cached: 0, output: 320 },
        calls: 2_900_000,
        rows: 3000,
        evidence: evidence.NIGHTLY_SWEEP,
        parts: [sync("1322")],
      },
    ],
  },
  {
    name: "legal/policy-check",
    kind: "endpoint",
    ...ownedBy("tomas"),
    works: [
      {
        model: model.HAIKU,
        tokens: { input: 620, cached: 0, output: 117.4 },
        calls: 80_000,
        rows: 2400,
        evidence: evidence.NIGHTLY_INTAKE,
        parts: [sync("1207", { weekend: 0.3 })],
      },
    ],
  },
  {
    name: "search/embedding-refresh",
    kind: "job",
    ...ownedBy("ada"),
    works: [
      {
        model: model.EMBEDDING,
        tokens: { input: 8_700, cached: 0, output: 0 },
        calls: 20_700_000,
        rows: 3000,
        evidence: { ...evidence.BACKFILL, clock: evidence.QUEUE.clock, caller: "cron", latencyMs: 420 },
        parts: [sync("1131", { weekend: 0.8 })],
      },
    ],
  },
  {
    name: "assistant/store-hours",
    kind: "endpoint",
    ...ownedBy("mei"),
    works: [
      {
        model: model.GPT_4_1_MINI,
        tokens: { input: 1_400, cached: 560, output: 330 },
        calls: 778_000,
        rows: 3600,
        evidence: { ...evidence.CHAT, session: { lengths: [2, 1, 3], gapSeconds: [14, 80] } },
        parts: [sync("920", { weekend: 0.7 })],
      },
    ],
  },
  {
    name: "support/macro-suggest",
    kind: "endpoint",
    ...ownedBy("grace"),
    works: [
      {
        model: model.HAIKU,
        tokens: { input: 540, cached: 108, output: 81.04 },
        calls: 208_000,
        rows: 3000,
        evidence: evidence.DESK_SUGGESTION,
        parts: [sync("848", { weekend: 0.5 })],
      },
    ],
  },
  {
    name: "labs/query-labels",
    kind: "job",
    ...NOBODY,
    works: [
      {
        model: model.GPT_4_1_MINI,
        tokens: { input: 1_405, cached: 0, output: 310 },
        calls: 1_280_000,
        rows: 800,
        evidence: evidence.SCRIPT,
        parts: [
          sync("374", { from: 12, to: 20, weekdays: { 3: 1, 4: 0.6 } }),
          // A batch that finance finds on the invoice without a cost center.
          { ...batch("342", { from: 19, to: 19 }), evidence: { clock: BY_HAND } },
        ],
      },
    ],
  },
  {
    name: "ops/alert-triage",
    kind: "endpoint",
    ...ownedBy("hannah"),
    works: [
      {
        model: model.NOVA_LITE,
        tokens: { input: 3_100, cached: 0, output: 450 },
        calls: 1_290_000,
        rows: 3000,
        evidence: evidence.PAGER,
        parts: [sync("294")],
      },
    ],
  },
];
