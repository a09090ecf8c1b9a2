import type { Label } from "../label";
import { loop, nth, run, sums, visits, workdays } from "./scenes";

const HOURS = 3600;
const SAFARI =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_6) AppleWebKit/605.1.15 Version/18.6 Safari/605.1.15";
const PHONE = "ShopApp/8.0 (iPhone; iOS 26.1)";
const GATEWAY = "litellm/1.80 python-httpx/0.28";

/** None of these can wait, and each has something about it that looks as if it could. */
export const CANNOT_WAIT: readonly Label[] = [
  {
    name: "second/night-chat-behind-a-server",
    verdict: "stays-sync",
    work: "agent",
    traffic: visits(
      {
        from: 22,
        to: 28,
        perDay: 14,
        calls: [3, 9],
        thinksSeconds: [20, 140],
        session: true,
        remembers: true,
      },
      { streams: 1, tools: 0.1, client: GATEWAY, takes: 3, seen: true },
    ),
  },
  {
    name: "second/slow-tools-at-night",
    verdict: "stays-sync",
    traffic: loop(
      { from: 0, to: 4, perDay: 12, steps: [5, 12], tool: [25, 90], feeds: "history" },
      { streams: 0, tools: 0.8, client: "claude-agent-sdk/0.4", takes: 5, seen: true },
    ),
  },
  {
    name: "second/agent-without-a-session",
    verdict: "stays-sync",
    traffic: loop(
      { from: 6, to: 22, perDay: 14, steps: [4, 9], feeds: "history", session: false },
      { streams: 0, tools: 0.95, client: "langgraph/1.0", takes: 3, seen: true },
    ),
  },
  {
    // three prompts in a row, each made of the last one's answer: input does not grow, it follows
    name: "second/nightly-pipeline-of-three",
    verdict: "stays-sync",
    work: "chain",
    traffic: loop(
      { from: 1, to: 3, perDay: 25, steps: [3, 3], feeds: "answer" },
      { streams: 0, tools: 0, client: "apache-airflow/3.0", takes: 4, readAfter: [5 * HOURS, 8 * HOURS] },
    ),
  },
  {
    name: "second/two-hundred-agents-in-ci",
    verdict: "stays-sync",
    work: "chain",
    traffic: loop(
      { from: 2, to: 2.1, perDay: 40, steps: [5, 14], tool: [1, 20], feeds: "history" },
      {
        streams: 0,
        tools: 0.9,
        client: "pytest/9.0 python-httpx/0.28",
        takes: 5,
        readAfter: [6 * HOURS, 8 * HOURS],
      },
    ),
  },
  {
    name: "second/invented-dialogues",
    verdict: "stays-sync",
    work: "chain",
    traffic: loop(
      { days: nth(3, 4, 11, 12, 19, 20), from: 20, to: 27, perDay: 60, steps: [6, 10], feeds: "history" },
      { streams: 0, tools: 0, client: "python-requests/2.33", takes: 6, readAfter: [40 * HOURS, 90 * HOURS] },
    ),
  },
  {
    name: "second/voice",
    verdict: "stays-sync",
    traffic: visits(
      { from: 0, to: 24, perDay: 14, calls: [2, 8], thinksSeconds: [3, 15], session: true, remembers: true },
      { streams: 1, client: PHONE, takes: 0.5, seen: true, gets: 60 },
    ),
  },
  {
    name: "second/chat-without-streaming-or-session",
    verdict: "stays-sync",
    work: "person-waits",
    traffic: visits(
      {
        days: workdays,
        from: 8,
        to: 18,
        perDay: 20,
        calls: [2, 6],
        thinksSeconds: [15, 80],
        remembers: true,
      },
      { streams: 0, client: "openai-node/6.3", takes: 2, seen: true, timeoutSeconds: 30, readAfter: [0, 5] },
    ),
  },
  {
    name: "second/complete-as-you-type",
    verdict: "stays-sync",
    work: "person-waits",
    traffic: visits(
      { from: 6, to: 23, perDay: 300 },
      { streams: 0, client: SAFARI, takes: 0.15, seen: true, timeoutSeconds: 1, gets: 12, sends: 90 },
    ),
  },
  {
    name: "second/night-shift-screen",
    verdict: "stays-sync",
    work: "person-waits",
    traffic: visits(
      { from: 22, to: 30, perDay: 60 },
      { streams: 0, client: SAFARI, takes: 2, seen: true, readAfter: [0, 12] },
    ),
  },
  {
    name: "second/office-hours-of-sydney",
    verdict: "stays-sync",
    traffic: visits(
      { days: (day) => ![5, 6].includes(new Date(day).getUTCDay()), from: 22, to: 31, perDay: 60 },
      { streams: 1, client: GATEWAY, takes: 2, seen: true },
    ),
  },
  {
    name: "second/fallback-to-another-provider",
    verdict: "stays-sync",
    traffic: visits(
      { days: workdays, from: 8, to: 20, perDay: 70 },
      {
        streams: 1,
        client: SAFARI,
        takes: 2,
        readAfter: [0, 8],
        on: [
          ["anthropic", "claude-haiku-4-5"],
          ["vertex", "gemini-2.5-flash"],
        ],
      },
    ),
  },
  {
    name: "second/slash-command",
    verdict: "stays-sync",
    work: "webhook",
    traffic: visits(
      { days: workdays, from: 8, to: 19, perDay: 50 },
      {
        streams: 0,
        webhook: true,
        client: "Slackbot 1.0",
        takes: 1.5,
        seen: true,
        timeoutSeconds: 3,
        readAfter: [2, 20],
      },
    ),
  },
  {
    // no time-out is known, but the answer is used the moment it is there
    name: "second/webhook-answered-at-once",
    verdict: "stays-sync",
    traffic: visits(
      { from: 0, to: 24, perDay: 60 },
      { streams: 0, webhook: true, client: "Stripe/1.0", takes: 0.7, seen: true, readAfter: [0, 1] },
    ),
  },
  {
    name: "second/translate-fifty-lines-on-a-click",
    verdict: "stays-sync",
    work: "person-waits",
    traffic: visits(
      { days: workdays, from: 9, to: 17, perDay: 5, calls: [30, 60], together: true },
      { streams: 0, client: SAFARI, takes: 4, seen: true, readAfter: [1, 25] },
    ),
  },
  {
    name: "second/check-before-it-is-published",
    verdict: "stays-sync",
    work: "person-waits",
    traffic: visits(
      { from: 0, to: 24, perDay: 90 },
      {
        streams: 0,
        client: "Go-http-client/2.0",
        takes: 0.5,
        seen: true,
        timeoutSeconds: 5,
        readAfter: [0, 1],
      },
    ),
  },
  {
    name: "second/retries-on-a-live-screen",
    verdict: "stays-sync",
    traffic: run(
      { days: workdays, at: [9, 10, 11, 13, 14, 15, 16], drift: 29, items: 9, workers: 2, retried: 0.4 },
      { streams: 1, client: SAFARI, takes: 2, seen: true, readAfter: [0, 5] },
    ),
  },
  {
    name: "second/in-the-editor",
    verdict: "stays-sync",
    traffic: visits(
      { days: workdays, from: 7, to: 19, perDay: 60 },
      { streams: 1, client: ["vscode/1.106", "JetBrains-IDE/2026.2"], takes: 2, seen: true },
    ),
  },
  {
    name: "second/screen-with-a-nightly-check",
    verdict: "stays-sync",
    traffic: (random, days) => [
      ...visits({ from: 7, to: 22, perDay: 70 }, { streams: 1, client: SAFARI, takes: 2, readAfter: [0, 6] })(
        random,
        days,
      ),
      ...run(
        { at: [3], items: 2, workers: 1 },
        { streams: 0, client: "kube-cronjob/1.31", readAfter: [5, 60] },
      )(random, days),
    ],
  },
];

/** Nobody could tell from what is there. */
export const CANNOT_TELL: readonly Label[] = [
  {
    name: "second/sums-by-the-day",
    verdict: "not-enough-data",
    traffic: sums({ hours: [0], requests: 4000 }, {}),
  },
  {
    name: "second/sums-by-the-hour-at-night",
    verdict: "not-enough-data",
    traffic: sums({ hours: [1, 2, 3], requests: 900 }, { streams: 0, client: "kube-cronjob/1.31" }),
  },
  {
    name: "second/few-and-dear",
    verdict: "not-enough-data",
    traffic: run(
      { days: nth(5, 16, 25), at: [2], items: 3, workers: 1 },
      { streams: 0, client: "celery/5.5", sends: 600_000, readAfter: [5 * HOURS, 9 * HOURS] },
    ),
  },
  {
    name: "second/tried-out-once",
    verdict: "not-enough-data",
    traffic: visits(
      { days: nth(14), from: 10, to: 16, perDay: 9 },
      { streams: 1, client: SAFARI, readAfter: [0, 5] },
    ),
  },
];
