import type { Endpoint } from "@/lib/sample/model";
import * as evidence from "./evidence";
import * as model from "./models";
import { sync } from "./parts";
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
        tokens: { input: 5_100, cached: 0, output: 657.1875 },
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
        tokens: { input: 1_025, cached: 246.1, output: 270.5 },
        calls: 705_000,
        rows: 2400,
        evidence: evidence.NIGHTLY_SWEEP,
        parts: [sync("2156")],
      },
      {
        job: "Live explain",
        model: model.HAIKU,
        tokens: { input: 1_025, cached: 246.1, output: 270.5 },
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
        tokens: { input: 4_200, cached: 0, output: 1_078.8 },
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
        tokens: { input: 611.5, cached: 245.2, output: 153.5 },
        calls: 62_400,
        rows: 3000,
        evidence: evidence.PULL_REQUEST,
        parts: [sync("2023", { weekend: 0.2 })],
      },
      {
        job: "Nightly re-review",
        model: model.GPT_5,
        tokens: { input: 368.5, cached: 147.7, output: 92.5 },
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
        parts: [sync("2481", { weekend: 0.22 })],
      },
    ],
  },
];
