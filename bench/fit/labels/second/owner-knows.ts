import type { Label } from "../label";
import { on, run, visits, workdays } from "./scenes";

const MINUTES = 60;
const HOURS = 3600;
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36";

/** Some of it can wait, or only its owner can say. */
export const OWNER_KNOWS: readonly Label[] = [
  {
    // runs at eight for the chat that opens at nine: a night's wait is fine, a day's is not
    name: "second/cron-before-the-chat-opens",
    verdict: "partial",
    work: "real-time",
    asksOwner: true,
    traffic: run(
      { days: workdays, at: [8], items: 70, workers: 6 },
      { streams: 0, client: "kube-cronjob/1.31", takes: 5, readAfter: [10 * MINUTES, 60 * MINUTES] },
    ),
  },
  {
    name: "second/ci-of-a-pull-request",
    verdict: "partial",
    asksOwner: true,
    traffic: run(
      { days: workdays, at: [9.6, 11.2, 14.3, 16.8], drift: 40, items: 200, workers: 200 },
      {
        streams: 0,
        client: "GitHub-Actions/eval python-httpx/0.28",
        takes: 8,
        readAfter: [8 * MINUTES, 25 * MINUTES],
      },
    ),
  },
  {
    name: "second/every-hour-for-the-next",
    verdict: "partial",
    asksOwner: true,
    traffic: run(
      { at: Array.from({ length: 24 }, (_, hour) => hour + 0.08), items: 9, workers: 3 },
      { streams: 0, client: "apache-airflow/3.0", takes: 4, readAfter: [25 * MINUTES, 50 * MINUTES] },
    ),
  },
  {
    name: "second/fraud-score-in-minutes",
    verdict: "partial",
    work: "real-time",
    asksOwner: true,
    traffic: visits(
      { from: 0, to: 24, perDay: 80 },
      {
        streams: 0,
        client: "temporal-sdk/1.28",
        takes: 2,
        seen: true,
        timeoutSeconds: 60,
        readAfter: [90, 240],
      },
    ),
  },
  {
    name: "second/drafts-for-the-inbox",
    verdict: "partial",
    asksOwner: true,
    traffic: visits(
      { days: workdays, from: 7, to: 19, perDay: 70 },
      {
        streams: 0,
        webhook: true,
        client: "Zendesk Webhook",
        takes: 6,
        seen: true,
        timeoutSeconds: 300,
        readAfter: [5 * MINUTES, 110 * MINUTES],
      },
    ),
  },
  {
    name: "second/letter-before-it-goes-out",
    verdict: "partial",
    asksOwner: true,
    traffic: run(
      { days: on(2), at: [6], items: 400, workers: 20 },
      { streams: 0, client: "openai-node/6.3", takes: 6, readAfter: [15 * MINUTES, 70 * MINUTES] },
    ),
  },
  {
    name: "second/night-run-and-day-screen-of-one-server",
    verdict: "partial",
    traffic: (random, days) => [
      ...run(
        { at: [1], items: 50, workers: 5 },
        { streams: 0, client: "openai-node/6.3", readAfter: [6 * HOURS, 9 * HOURS] },
      )(random, days),
      ...visits(
        { days: workdays, from: 8, to: 18, perDay: 50 },
        { streams: 1, client: "openai-node/6.3", takes: 2, seen: true, readAfter: [0, 4] },
      )(random, days),
    ],
  },
  {
    name: "second/backfill-beside-a-screen",
    verdict: "partial",
    traffic: (random, days) => [
      ...visits(
        { days: workdays, from: 8, to: 18, perDay: 45 },
        { streams: 1, client: CHROME, takes: 2, readAfter: [0, 5] },
      )(random, days),
      ...run(
        { days: workdays, at: [10], drift: 60, items: 60, workers: 8 },
        { streams: 0, client: "apache-airflow/3.0", takes: 4, readAfter: [20 * HOURS, 40 * HOURS] },
      )(random, days),
    ],
  },
];
