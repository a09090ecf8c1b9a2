import type { TickId } from "@/lib/stages/migration/model/move";
import type { AnswerBody } from "@/lib/stages/questions/model/answer";

/** One endpoint's way, in the order in which its people took it. Instants are UTC. */
export type Way = {
  endpoint: string;
  asked: string;
  answered?: [at: string, by: string, body: AnswerBody];
  /** Chosen with the approval: deadline, what runs late, dollars per night. */
  fallback?: { deadline: string; late: "sync" | "wait"; cap: string };
  approved?: string;
  /** Percent of what moves that Lena expects to run as sync after all. */
  tail?: string;
  pilot?: string;
  /** Work that Lena ticked off. */
  ticks?: [at: string, tick: TickId][];
  nights?: Night[];
  migrated?: string;
  declined?: [at: string, askAgainOn: string, reason: string];
};
/** The night that ends on `day`: how long it took, and of how many requests. */
export type Night = { day: string; minutes: number; requests: number; retried?: number };

const yes: AnswerBody = {
  answer: "yes",
  checks: { "person-waits": false, chain: false },
  longestWaitHours: 24,
};
const three = (days: [string, string, string], requests: number): Night[] =>
  days.map((day, index) => ({ day, minutes: 171 + 14 * index, requests: requests + 37 * index }));

/** Oldest pilot first: one endpoint at a time. */
export const WAYS: Way[] = [
  {
    endpoint: "reviews/moderation-backfill",
    asked: "2025-09-18T09:00:00Z",
    answered: ["2025-09-19T08:10:00Z", "sofia", yes],
    fallback: { deadline: "24h", late: "wait", cap: "" },
    approved: "2025-09-22T09:30:00Z",
    tail: "64.86",
    pilot: "2025-09-24T15:00:00Z",
    nights: three(["2025-09-26", "2025-09-27", "2025-09-28"], 61_200),
    migrated: "2025-09-29T08:20:00Z",
  },
  {
    endpoint: "catalog/product-enrich",
    asked: "2025-10-13T09:00:00Z",
    answered: ["2025-10-13T13:40:00Z", "jonas", yes],
    fallback: { deadline: "20h", late: "sync", cap: "150" },
    approved: "2025-10-15T09:00:00Z",
    tail: "20.65",
    pilot: "2025-10-17T15:00:00Z",
    nights: three(["2025-10-20", "2025-10-21", "2025-10-22"], 54_300),
    migrated: "2025-10-22T09:10:00Z",
  },
  {
    endpoint: "evals/regression-suite",
    asked: "2025-10-27T09:00:00Z",
    answered: ["2025-10-27T10:05:00Z", "hannah", yes],
    fallback: { deadline: "07:30", late: "sync", cap: "100" },
    approved: "2025-10-29T09:00:00Z",
    tail: "20.33",
    pilot: "2025-11-02T15:00:00Z",
    nights: three(["2025-11-04", "2025-11-05", "2025-11-06"], 12_480),
    migrated: "2025-11-06T08:30:00Z",
  },
  {
    endpoint: "docs/contract-extract",
    asked: "2025-11-10T09:00:00Z",
    answered: [
      "2025-11-10T16:20:00Z",
      "tomas",
      {
        answer: "part",
        scope: { jobs: ["Nightly intake"] },
        longestWaitHours: 24,
        note: "Counter upload is live, a clerk waits.",
      },
    ],
    fallback: { deadline: "21:00", late: "sync", cap: "80" },
    approved: "2025-11-12T09:00:00Z",
    tail: "6.57",
    pilot: "2025-11-13T15:00:00Z",
    nights: three(["2025-11-15", "2025-11-16", "2025-11-17"], 13_340),
    migrated: "2025-11-17T09:00:00Z",
  },
  {
    endpoint: "l10n/catalog-translate",
    asked: "2025-11-24T09:00:00Z",
    answered: ["2025-11-25T11:00:00Z", "luca", yes],
    fallback: { deadline: "24h", late: "sync", cap: "120" },
    approved: "2025-11-26T10:00:00Z",
    tail: "0.77",
  },
  {
    endpoint: "support/ticket-summaries",
    asked: "2025-11-25T09:00:00Z",
    answered: ["2025-11-26T08:40:00Z", "priya", { ...yes, note: "Team leads read summaries at 09:00." }],
    fallback: { deadline: "05:00", late: "sync", cap: "200" },
    approved: "2025-11-26T15:00:00Z",
    pilot: "2025-11-30T14:00:00Z",
    ticks: [
      ["2025-11-27T10:00:00Z", "results-by-id"],
      ["2025-11-28T10:00:00Z", "output-limit"],
    ],
    nights: [
      { day: "2025-12-01", minutes: 168, requests: 40_866, retried: 2 },
      { day: "2025-12-02", minutes: 192, requests: 41_208 },
    ],
  },
  { endpoint: "crm/lead-scoring", asked: "2025-11-28T09:00:00Z" },
  {
    endpoint: "search/query-rewrite",
    asked: "2025-11-24T09:00:00Z",
    answered: ["2025-11-25T09:15:00Z", "ada", { answer: "no", whoWaits: "person", longestWaitHours: 0 }],
    declined: ["2025-11-25T15:00:00Z", "2026-05-25", "A 400 ms limit"],
  },
  {
    endpoint: "assistant/chat",
    asked: "2025-11-24T09:00:00Z",
    answered: [
      "2025-11-26T12:30:00Z",
      "mei",
      { answer: "no", whoWaits: "person", checks: { "person-waits": true } },
    ],
    declined: ["2025-11-26T15:00:00Z", "2026-05-26", "Streamed to a person"],
  },
  {
    endpoint: "agents/refund-resolver",
    asked: "2025-11-24T09:00:00Z",
    answered: [
      "2025-11-27T09:50:00Z",
      "mei",
      { answer: "no", whoWaits: "person", checks: { agent: true, chain: true } },
    ],
    declined: ["2025-11-27T15:00:00Z", "2026-05-27", "A tool loop"],
  },
];
