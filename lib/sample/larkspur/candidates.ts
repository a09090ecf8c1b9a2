import type { Endpoint } from "@/lib/sample/model";
import * as evidence from "./evidence";
import * as model from "./models";
import { live, sync } from "./parts";
import { ownedBy } from "./people";

/** Ranks 11 to 16: below the line, nobody has been asked. */
export const CANDIDATES: Endpoint[] = [
  {
    name: "voice/call-notes",
    kind: "endpoint",
    ...ownedBy("omar"),
    works: [
      {
        model: model.NOVA_PRO,
        tokens: { input: 5_100, cached: 2, output: 657.1875 },
        calls: 600_000,
        rows: 5000,
        evidence: evidence.CALL_NOTES,
        parts: [sync("6183", { growth: 0.75, weekend: 0.9 })],
      },
    ],
  },
  {
    name: "email/draft-replies",
    kind: "endpoint",
    ...ownedBy("grace"),
    works: [
      {
        model: model.GPT_4_1,
        tokens: { input: 1_420, cached: 494.667, output: 415 },
        calls: 617_000,
        rows: 4500,
        evidence: evidence.INBOX_EDITOR,
        parts: [sync("5418", { weekend: 0.57 })],
      },
    ],
  },
  {
    name: "fraud/order-explain",
    kind: "endpoint",
    ...ownedBy("ines"),
    works: [
      {
        job: "Nightly sweep",
        model: model.HAIKU,
        tokens: { input: 959.497, cached: 150, output: 266.301 },
        calls: 705_000,
        rows: 2400,
        evidence: evidence.NIGHTLY_SWEEP,
        parts: [sync("2156")],
      },
      {
        job: "Live explain",
        model: model.HAIKU,
        tokens: { input: 1_090.503, cached: 342.2, output: 274.699 },
        calls: 705_000,
        rows: 2400,
        evidence: evidence.LIVE_EXPLAIN,
        parts: [sync("2156")],
      },
    ],
  },
  {
    name: "bi/weekly-digest",
    kind: "job",
    ...ownedBy("noah"),
    works: [
      {
        model: model.GEMINI_FLASH,
        tokens: { input: 4_200, cached: 5, output: 1_078.8 },
        calls: 350_000,
        rows: 3000,
        evidence: evidence.DIGEST,
        parts: [sync("3957", { weekdays: { 0: 0.68, 1: 0.32 } })],
      },
    ],
  },
  {
    name: "code/pr-review",
    kind: "endpoint",
    ...ownedBy("hannah"),
    works: [
      {
        job: "Pull request",
        model: model.GPT_5,
        tokens: { input: 596.74, cached: 212.9, output: 151.66 },
        calls: 62_400,
        rows: 3000,
        evidence: evidence.PULL_REQUEST,
        parts: [sync("2023", { weekend: 0.2 })],
      },
      {
        job: "Nightly re-review",
        model: model.GPT_5,
        tokens: { input: 383.26, cached: 180, output: 94.34 },
        calls: 37_600,
        rows: 1500,
        evidence: evidence.NIGHTLY_REVIEW,
        parts: [sync("1220", { weekend: 0.2 })],
      },
    ],
  },
  {
    name: "hr/cv-screen",
    kind: "endpoint",
    ...ownedBy("elif"),
    works: [
      {
        model: model.SONNET,
        tokens: { input: 512, cached: 23.55, output: 66.4 },
        calls: 88_000,
        rows: 3600,
        evidence: evidence.CV_SCREEN,
        parts: [sync("2480", { weekend: 0.22 }), live("1", { from: 19, to: 19 })],
      },
    ],
  },
];
