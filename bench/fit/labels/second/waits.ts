import type { Label } from "../label";
import { nth, on, run, visits, workdays } from "./scenes";

const HOURS = 3600;
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36";
const HEADLESS = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/141.0.0.0 Safari/537.36";

/** All of these can wait, and each has something about it that looks as if it could not. */
export const CAN_WAIT: readonly Label[] = [
  {
    // asked for on a screen in the afternoon, read when its reader comes back in the morning
    name: "second/export-read-next-morning",
    verdict: "good",
    traffic: visits(
      { days: workdays, from: 14, to: 18, perDay: 40 },
      {
        streams: 0,
        client: CHROME,
        takes: 25,
        seen: true,
        timeoutSeconds: 900,
        readAfter: [14 * HOURS, 17 * HOURS],
      },
    ),
  },
  {
    name: "second/gateway-streams-by-default",
    verdict: "good",
    traffic: run(
      { at: [3], items: 90, workers: 4 },
      { streams: 1, client: "kube-cronjob/1.31", takes: 6, seen: true },
    ),
  },
  {
    name: "second/ci-nightly-parallel",
    verdict: "good",
    work: "evaluation",
    traffic: run(
      { days: workdays, at: [21.5], drift: 8, items: 200, workers: 200 },
      { streams: 0, client: "pytest/9.0 python-httpx/0.28", takes: 8, readAfter: [11 * HOURS, 13 * HOURS] },
    ),
  },
  {
    name: "second/embedding-bursts",
    verdict: "good",
    work: "embedding-backfill",
    model: "text-embedding-3-small",
    traffic: run(
      { at: [4.2, 10.7, 16.1, 22.9], drift: 100, items: 120, workers: 16 },
      { streams: 0, client: "openai-python/1.109", takes: 0.4, seen: true, gets: 1, sends: 500 },
    ),
  },
  {
    name: "second/retry-storm-at-night",
    verdict: "good",
    traffic: run(
      { at: [2], items: 70, workers: 8, retried: 0.45 },
      { streams: 0, client: "celery/5.5", takes: 4, seen: true, readAfter: [5 * HOURS, 8 * HOURS] },
    ),
  },
  {
    name: "second/run-id-as-session",
    verdict: "good",
    traffic: run(
      { at: [1.25], items: 110, workers: 12, runId: true },
      { streams: 0, tools: 0, client: "apache-airflow/3.0", takes: 5, readAfter: [6 * HOURS, 9 * HOURS] },
    ),
  },
  {
    // one worker, one item after the other: near in time, but no item needs another's answer
    name: "second/one-thread-one-session",
    verdict: "good",
    traffic: run(
      { at: [0.5], items: 140, workers: 1, runId: true },
      { streams: 0, tools: 0, client: "python-requests/2.33", takes: 4, readAfter: [7 * HOURS, 10 * HOURS] },
    ),
  },
  {
    name: "second/headless-browser-at-night",
    verdict: "good",
    traffic: run(
      { at: [2.75], items: 60, workers: 3 },
      { streams: 0, client: HEADLESS, takes: 7, readAfter: [5 * HOURS, 7 * HOURS] },
    ),
  },
  {
    // nothing is known but when: the same minute of every night, and many at once
    name: "second/bare-timestamps-nightly",
    verdict: "good",
    traffic: run({ at: [2], items: 80, workers: 10 }, {}),
  },
  {
    name: "second/weekly-digest",
    verdict: "good",
    traffic: run(
      { days: on(0), at: [12], items: 260, workers: 6 },
      { streams: 0, client: "openai-node/6.3", takes: 5, readAfter: [19 * HOURS, 26 * HOURS], sends: 7000 },
    ),
  },
  {
    name: "second/queue-around-the-clock",
    verdict: "good",
    work: "enrichment",
    traffic: visits(
      { from: 0, to: 24, perDay: 90 },
      { streams: 0, client: "celery/5.5", takes: 4, seen: true, readAfter: [13 * HOURS, 40 * HOURS] },
    ),
  },
  {
    // each conversation is summed up once it is over: a session, and a single call in it
    name: "second/summary-of-each-chat",
    verdict: "good",
    traffic: visits(
      { days: workdays, from: 8, to: 19, perDay: 70, session: true },
      { streams: 0, tools: 0, client: "openai-node/6.3", takes: 5, readAfter: [26 * HOURS, 70 * HOURS] },
    ),
  },
  {
    name: "second/webhook-without-a-clock",
    verdict: "good",
    traffic: visits(
      { from: 0, to: 24, perDay: 60 },
      {
        streams: 0,
        webhook: true,
        client: "Zendesk Webhook",
        takes: 20,
        seen: true,
        readAfter: [6 * HOURS, 20 * HOURS],
      },
    ),
  },
  {
    name: "second/two-providers-one-cron",
    verdict: "good",
    traffic: run(
      { at: [23.83], items: 90, workers: 6 },
      {
        streams: 0,
        client: "kube-cronjob/1.31",
        takes: 6,
        readAfter: [7 * HOURS, 9 * HOURS],
        on: [
          ["openai", "gpt-4.1-mini"],
          ["anthropic", "claude-haiku-4-5"],
        ],
      },
    ),
  },
  {
    name: "second/records-of-another-time-zone",
    verdict: "good",
    traffic: visits(
      { days: workdays, from: 0, to: 9, perDay: 70 },
      { streams: 0, client: "openai-python/1.109", takes: 5, readAfter: [9 * HOURS, 16 * HOURS] },
    ),
  },
  {
    name: "second/once-a-month",
    verdict: "good",
    traffic: run(
      { days: nth(27), at: [17], items: 2400, workers: 20 },
      { streams: 0, client: "Go-http-client/2.0", takes: 9, readAfter: [30 * HOURS, 60 * HOURS], gets: 900 },
    ),
  },
  {
    // a phone fetches at night what its owner will read in the morning
    name: "second/phone-prefetch",
    verdict: "good",
    traffic: visits(
      { from: 2, to: 5, perDay: 60 },
      { streams: 0, client: "ShopApp/8.0 okhttp/5.1 (Android 16)", readAfter: [4 * HOURS, 8 * HOURS] },
    ),
  },
  {
    name: "second/mostly-in-batch-already",
    verdict: "good",
    traffic: (random, days) => [
      ...run({ at: [1], items: 60, workers: 60 }, { streams: 0, tier: "batch", client: "celery/5.5" })(
        random,
        days,
      ),
      ...run(
        { at: [4], items: 40, workers: 4 },
        { streams: 0, client: "celery/5.5", readAfter: [4 * HOURS, 6 * HOURS] },
      )(random, days),
    ],
  },
  {
    name: "second/jittered-start",
    verdict: "good",
    traffic: run(
      { at: [3.5], drift: 55, items: 75, workers: 5 },
      { streams: 0, client: "curl/8.10 (cron)", takes: 5, readAfter: [4 * HOURS, 6 * HOURS] },
    ),
  },
  {
    // an engineer tries the prompt by hand now and then; the work is the nightly run
    name: "second/nightly-with-a-few-tries",
    verdict: "good",
    traffic: (random, days) => [
      ...run(
        { at: [1.5], items: 120, workers: 8 },
        { streams: 0, client: "dagster/1.11", takes: 5, readAfter: [6 * HOURS, 9 * HOURS] },
      )(random, days),
      ...visits(
        { days: workdays, from: 9, to: 17, perDay: 2 },
        { streams: 0, client: CHROME, takes: 5, seen: true, readAfter: [0, 5] },
      )(random, days),
    ],
  },
  {
    name: "second/lines-of-a-catalogue",
    verdict: "good",
    work: "bulk-content",
    traffic: run(
      { days: on(2, 4), at: [10.5], drift: 30, items: 280, workers: 10 },
      {
        streams: 0,
        client: "anthropic-sdk-python/0.71",
        takes: 12,
        seen: true,
        gets: 1400,
        readAfter: [28 * HOURS, 80 * HOURS],
        on: [["anthropic", "claude-sonnet-4-5"]],
      },
    ),
  },
];
