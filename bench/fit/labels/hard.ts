import type { Label } from "./label";
import { cron, hours, only, sessions, together } from "./traffic";

const BROWSER = ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"] as const;
const SERVER = ["openai-node/6.2", "openai-python/1.99"] as const;
const CRON = ["kube-cronjob/1.30", "curl/8.5 (cron)"] as const;
const WORKFLOW = ["apache-airflow/2.10", "temporal-sdk/1.27"] as const;
const HOOKS = ["GitHub-Hookshot/1a2b"] as const;
const AGENTS = ["langgraph/0.6"] as const;

const REAL_TIME: readonly Label[] = [
  hours(
    { from: 8, to: 18, perDay: 50 },
    { stream: 0, tools: 0, agents: SERVER, latency: 3000, timeout: 120_000, read: [5, 50] },
  ),
  hours(
    { from: 7, to: 20, perDay: 45, weekend: 0.5 },
    { stream: 0, agents: SERVER, latency: 5000, read: [10, 110] },
  ),
  hours(
    { from: 9, to: 18, perDay: 60 },
    { stream: 0, tools: 0, agents: SERVER, timeout: 300_000, read: [15, 100] },
  ),
  hours(
    { from: 0, to: 24, perDay: 55, weekend: 1 },
    { stream: 0, tools: 0, agents: WORKFLOW, latency: 4000, read: [4, 40] },
  ),
  hours({ from: 8, to: 19, perDay: 40 }, { stream: 0, agents: SERVER, latency: 6000 }),
  hours(
    { from: 6, to: 21, perDay: 48, weekend: 0.6 },
    { stream: 0, tools: 0, agents: SERVER, read: [20, 115], timeout: 600_000 },
  ),
].map(
  (traffic, index): Label => ({
    name: `dashboards/refresh-${index + 1}`,
    verdict: "partial",
    work: "real-time",
    asksOwner: true,
    traffic,
  }),
);

const sweep = (calls: number) =>
  cron(
    { hour: 1, calls, minutes: 60 },
    { stream: 0, tools: 0, agents: CRON, read: [360, 600], timeout: 600_000 },
  );
const live = (perDay: number) =>
  hours(
    { from: 8, to: 19, perDay, weekend: 0.4 },
    { stream: 1, agents: BROWSER, latency: 1500, read: [0, 0.3] },
  );

/** A part that can wait and a part that cannot share one endpoint. */
const MIXED: readonly Label[] = [
  together(sweep(40), live(40)),
  together(sweep(60), live(30)),
  together(sweep(30), live(60)),
  together(
    sweep(50),
    sessions({ from: 9, to: 17, perDay: 8, turns: [3, 6], gap: [15, 90] }, { stream: 1, agents: BROWSER }),
  ),
  together(
    sweep(50),
    hours(
      { from: 0, to: 24, perDay: 30, weekend: 1 },
      { stream: 0, webhook: true, timeout: 10_000, agents: HOOKS },
    ),
  ),
  together(
    cron({ hour: 22, calls: 70, minutes: 120 }, { stream: 0, tools: 0, agents: WORKFLOW, read: [500, 700] }),
    hours({ from: 9, to: 18, perDay: 30 }, { stream: 0, agents: BROWSER, latency: 900, read: [0, 0.5] }),
  ),
  hours(
    { from: 9, to: 18, perDay: 45 },
    { stream: 0, tools: 0, webhook: true, timeout: 600_000, agents: HOOKS, read: [2, 10] },
  ),
  together(
    hours({ from: 8, to: 18, perDay: 14 }, { stream: 0, agents: SERVER, read: [5, 55] }),
    hours({ from: 8, to: 18, perDay: 34 }, { stream: 0, agents: SERVER, read: [300, 1400] }),
  ),
].map((traffic, index): Label => ({ name: `mixed/both-${index + 1}`, verdict: "partial", traffic }));

/** Too little was seen to say anything. */
const SPARSE: readonly Label[] = [
  only((day) => day === 12, cron({ hour: 2, calls: 6, minutes: 5 }, { stream: 0, agents: CRON })),
  only(
    (day) => day % 10 === 0,
    hours({ from: 9, to: 17, perDay: 3, weekend: 1 }, { stream: 1, agents: BROWSER }),
  ),
  only((day) => day < 2, hours({ from: 0, to: 24, perDay: 8, weekend: 1 }, { stream: 0 })),
  only(
    (day) => day === 29,
    hours({ from: 10, to: 11, perDay: 12, weekend: 1 }, { stream: 0, agents: SERVER }),
  ),
  only(
    (day) => day % 6 === 0,
    cron({ hour: 23, calls: 3, minutes: 2 }, { stream: 0, agents: WORKFLOW, read: [500, 600] }),
  ),
].map((traffic, index): Label => ({ name: `rare/once-${index + 1}`, verdict: "not-enough-data", traffic }));

/** Each looks like something it is not. */
const ADVERSARIAL: readonly Label[] = [
  {
    name: "tricky/cron-that-feeds-a-chat",
    verdict: "good",
    traffic: cron(
      { hour: 2, calls: 60, minutes: 40 },
      { stream: 0, tools: 0, agents: CRON, read: [330, 600] },
    ),
  },
  {
    name: "tricky/chat-only-at-night",
    verdict: "stays-sync",
    work: "agent",
    traffic: sessions(
      { from: 0, to: 5, perDay: 14, turns: [3, 9], gap: [15, 120], weekend: 1 },
      { stream: 1, agents: BROWSER },
    ),
  },
  {
    name: "tricky/streaming-export",
    verdict: "good",
    traffic: cron(
      { hour: 3, calls: 60, minutes: 90 },
      { stream: 1, tools: 0, agents: WORKFLOW, read: [300, 500], timeout: 900_000 },
    ),
  },
  {
    name: "tricky/tool-loop-as-burst",
    verdict: "stays-sync",
    work: "chain",
    traffic: sessions(
      { from: 1, to: 1.5, perDay: 15, turns: [4, 8], gap: [0.1, 1], weekend: 1 },
      { stream: 0, tools: 1, agents: WORKFLOW },
    ),
  },
  {
    name: "tricky/tools-as-schema",
    verdict: "good",
    traffic: cron(
      { hour: 23, calls: 70, minutes: 60 },
      { stream: 0, tools: 1, agents: WORKFLOW, read: [500, 700] },
    ),
  },
  {
    name: "tricky/night-agent-read-next-day",
    verdict: "stays-sync",
    work: "chain",
    traffic: sessions(
      { from: 2, to: 4, perDay: 12, turns: [5, 9], gap: [0.2, 2], weekend: 1 },
      { stream: 0, tools: 0.9, agents: AGENTS, read: [300, 500] },
    ),
  },
  {
    name: "tricky/screen-in-another-time-zone",
    verdict: "stays-sync",
    work: "person-waits",
    traffic: hours(
      { from: 0, to: 8, perDay: 50, weekend: 0.2 },
      { stream: 1, agents: BROWSER, latency: 1500, read: [0, 0.2] },
    ),
  },
  {
    name: "tricky/streaming-sdk-default-export",
    verdict: "good",
    traffic: cron(
      { hour: 22, minute: 30, calls: 80, minutes: 120 },
      { stream: 1, agents: CRON, read: [480, 720] },
    ),
  },
];

export const HARD: readonly Label[] = [...REAL_TIME, ...MIXED, ...SPARSE, ...ADVERSARIAL];
