import type { Label } from "./label";
import { cron, hours, only } from "./traffic";

const CI = ["python-requests/2.32", "GitHub-Actions/eval", "pytest/8.3"] as const;
const AIRFLOW = ["apache-airflow/2.10", "celery/5.4", "dagster/1.9"] as const;
const CRON = ["curl/8.5 (cron)", "kube-cronjob/1.30", "python-httpx/0.27"] as const;
const SERVER = ["openai-node/6.2", "anthropic-sdk-python/0.60", "Go-http-client/2.0"] as const;

const quiet = { stream: 0, tools: 0 } as const;

/** The six kinds of work that can wait, told in seven ways each. */
export const GOOD: readonly Label[] = [
  // evaluation: a suite runs over a fixed set and is looked at by people later
  ...[
    cron({ hour: 1, calls: 60, minutes: 25 }, { ...quiet, agents: CI, read: [400, 560], latency: 4000 }),
    cron({ hour: 3, minute: 30, calls: 45, minutes: 12 }, { ...quiet, agents: CI, read: [300, 420] }),
    cron(
      { hour: 22, calls: 80, minutes: 40, weekdays: [1, 2, 3, 4, 5] },
      { ...quiet, agents: CI, latency: 6000 },
    ),
    cron({ hour: 0, minute: 15, calls: 50, minutes: 90 }, { ...quiet, agents: CI, read: [480, 700] }),
    cron(
      { hour: 20, calls: 120, minutes: 30, weekdays: [2, 4] },
      { ...quiet, agents: CI, read: [700, 1000] },
    ),
    cron({ hour: 4, calls: 40, minutes: 15 }, { ...quiet, tools: 0.4, agents: CI, read: [300, 360] }),
    cron({ hour: 2, calls: 70, minutes: 20 }, { stream: 0, agents: CI, read: [360, 500], output: 40 }),
  ].map(
    (traffic, index): Label => ({
      name: `evals/suite-${index + 1}`,
      verdict: "good",
      work: "evaluation",
      traffic,
    }),
  ),

  // enrichment: records gain a field; the queue is drained by workers
  ...[
    hours({ from: 0, to: 6, perDay: 90, weekend: 1 }, { ...quiet, agents: AIRFLOW, read: [500, 900] }),
    hours(
      { from: 20, to: 24, perDay: 80, weekend: 0.8 },
      { ...quiet, agents: AIRFLOW, read: [600, 900], latency: 2500 },
    ),
    cron({ hour: 23, calls: 90, minutes: 200 }, { ...quiet, agents: AIRFLOW, read: [420, 700] }),
    hours(
      { from: 1, to: 5, perDay: 60, weekend: 1 },
      { ...quiet, tools: 0.9, agents: AIRFLOW, read: [400, 900] },
    ),
    cron({ hour: 5, calls: 70, minutes: 60 }, { ...quiet, agents: CRON, read: [200, 400], output: 80 }),
    hours({ from: 22, to: 24, perDay: 75, weekend: 1 }, { ...quiet, agents: AIRFLOW }),
    cron(
      { hour: 19, calls: 100, minutes: 120 },
      { stream: 0, agents: AIRFLOW, read: [700, 900], timeout: 600_000 },
    ),
  ].map(
    (traffic, index): Label => ({
      name: `enrich/records-${index + 1}`,
      verdict: "good",
      work: "enrichment",
      traffic,
    }),
  ),

  // bulk content: texts for a release, used days later
  ...[
    cron(
      { hour: 9, calls: 300, minutes: 180, weekdays: [3] },
      { ...quiet, agents: SERVER, read: [2000, 4300], output: 1200 },
    ),
    cron(
      { hour: 18, calls: 200, minutes: 240, weekdays: [0, 4] },
      { ...quiet, agents: SERVER, read: [900, 3000], output: 900 },
    ),
    cron(
      { hour: 11, calls: 260, minutes: 90, weekdays: [1] },
      { ...quiet, agents: AIRFLOW, read: [1500, 4000], output: 1500 },
    ),
    cron(
      { hour: 21, calls: 150, minutes: 60, weekdays: [1, 3, 5] },
      { ...quiet, agents: CRON, read: [700, 1400], output: 1100 },
    ),
    only(
      (day) => day % 7 === 2,
      hours(
        { from: 8, to: 20, perDay: 320, weekend: 1 },
        { ...quiet, agents: SERVER, read: [3000, 6000], output: 900 },
      ),
    ),
    cron(
      { hour: 14, calls: 220, minutes: 120, weekdays: [5] },
      { ...quiet, agents: CRON, read: [2600, 4400], output: 1000 },
    ),
    cron(
      { hour: 6, calls: 90, minutes: 45, weekdays: [1, 2, 3, 4, 5] },
      { ...quiet, agents: AIRFLOW, read: [1400, 2000], output: 1600 },
    ),
  ].map(
    (traffic, index): Label => ({
      name: `content/release-${index + 1}`,
      verdict: "good",
      work: "bulk-content",
      traffic,
    }),
  ),

  // nightly summary: yesterday's things, read at the start of the day
  ...[
    cron({ hour: 2, calls: 70, minutes: 30 }, { ...quiet, agents: CRON, read: [300, 460], input: 6000 }),
    cron(
      { hour: 23, minute: 30, calls: 55, minutes: 20 },
      { ...quiet, agents: CRON, read: [500, 620], input: 4000 },
    ),
    cron(
      { hour: 4, minute: 10, calls: 80, minutes: 50 },
      { ...quiet, agents: AIRFLOW, read: [200, 330], input: 8000 },
    ),
    cron(
      { hour: 0, minute: 5, calls: 65, minutes: 90 },
      { ...quiet, agents: CRON, read: [460, 600], latency: 9000 },
    ),
    cron({ hour: 21, calls: 60, minutes: 45 }, { ...quiet, agents: AIRFLOW, read: [640, 760], input: 5000 }),
    cron({ hour: 3, calls: 40, minutes: 10 }, { stream: 0, agents: CRON, input: 9000 }),
    cron(
      { hour: 22, calls: 120, minutes: 60, weekdays: [0] },
      { ...quiet, agents: CRON, read: [580, 700], input: 5000 },
    ),
  ].map(
    (traffic, index): Label => ({
      name: `summaries/nightly-${index + 1}`,
      verdict: "good",
      work: "nightly-summary",
      traffic,
    }),
  ),

  // embedding backfill: an index is filled, nobody reads a single answer
  ...[
    only(
      (day) => day >= 6 && day < 12,
      hours(
        { from: 0, to: 24, perDay: 300, weekend: 1 },
        { ...quiet, agents: SERVER, output: 1, input: 400 },
      ),
    ),
    only(
      (day) => day % 10 < 2,
      hours(
        { from: 0, to: 24, perDay: 250, weekend: 1 },
        { stream: 0, agents: SERVER, output: 1, input: 500 },
      ),
    ),
    cron({ hour: 1, calls: 80, minutes: 240 }, { ...quiet, agents: AIRFLOW, output: 1, input: 600 }),
    cron(
      { hour: 22, calls: 200, minutes: 300, weekdays: [6] },
      { ...quiet, agents: SERVER, output: 1, input: 300 },
    ),
    only(
      (day) => day < 4,
      hours(
        { from: 0, to: 24, perDay: 500, weekend: 1 },
        { ...quiet, agents: AIRFLOW, output: 1, input: 450 },
      ),
    ),
    cron(
      { hour: 3, calls: 100, minutes: 90 },
      { ...quiet, agents: CRON, output: 1, input: 800, latency: 300 },
    ),
    only(
      (day) => day >= 20,
      hours(
        { from: 0, to: 24, perDay: 180, weekend: 1 },
        { ...quiet, agents: AIRFLOW, output: 1, input: 512 },
      ),
    ),
  ].map(
    (traffic, index): Label => ({
      name: `search/embed-backfill-${index + 1}`,
      verdict: "good",
      work: "embedding-backfill",
      traffic,
      model: "text-embedding-3-small",
    }),
  ),

  // synthetic data: long runs now and then that make training or test data
  ...[
    only(
      (day) => day % 9 === 4,
      hours(
        { from: 10, to: 22, perDay: 400, weekend: 1 },
        { ...quiet, agents: SERVER, read: [1500, 5000], output: 2500 },
      ),
    ),
    only(
      (day) => day === 3 || day === 17,
      hours(
        { from: 0, to: 24, perDay: 600, weekend: 1 },
        { ...quiet, agents: SERVER, output: 3000, input: 500 },
      ),
    ),
    cron(
      { hour: 20, calls: 260, minutes: 400, weekdays: [5] },
      { ...quiet, agents: AIRFLOW, output: 2000, read: [2500, 3600] },
    ),
    only(
      (day) => day % 6 === 1,
      hours(
        { from: 18, to: 24, perDay: 220, weekend: 1 },
        { ...quiet, agents: SERVER, output: 2600, input: 300 },
      ),
    ),
    cron(
      { hour: 2, calls: 150, minutes: 180, weekdays: [6, 0] },
      { ...quiet, agents: CRON, output: 2200, read: [1500, 2800] },
    ),
    only(
      (day) => day >= 10 && day <= 13,
      hours(
        { from: 0, to: 24, perDay: 350, weekend: 1 },
        { ...quiet, agents: SERVER, output: 2800, read: [3000, 8000] },
      ),
    ),
    only(
      (day) => day % 15 === 7,
      hours(
        { from: 6, to: 20, perDay: 500, weekend: 1 },
        { ...quiet, agents: SERVER, output: 2400, read: [4000, 9000] },
      ),
    ),
  ].map(
    (traffic, index): Label => ({
      name: `training/synthetic-${index + 1}`,
      verdict: "good",
      work: "synthetic-data",
      traffic,
    }),
  ),
];
