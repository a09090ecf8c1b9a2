import type { Label } from "./label";
import { cron, hours, sessions } from "./traffic";

const BROWSER = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Safari/605.1.15",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
] as const;
const MOBILE = ["ShopApp/7.2 (iPhone; iOS 19.1)", "okhttp/4.12 (Android 15)"] as const;
const SERVER = ["openai-node/6.2", "openai-python/1.99", "Go-http-client/2.0"] as const;
const AGENTS = ["langgraph/0.6", "claude-agent-sdk/0.3", "autogen/0.8"] as const;
const HOOKS = ["GitHub-Hookshot/1a2b", "Stripe/1.0", "Slackbot 1.0", "Zendesk Webhook"] as const;

/** The four vetoes, in seven ways each. */
export const VETOES: readonly Label[] = [
  // a person waits on a screen
  ...[
    hours(
      { from: 8, to: 18, perDay: 60 },
      { stream: 1, tools: 0, agents: BROWSER, latency: 1800, read: [0, 0.2] },
    ),
    hours(
      { from: 9, to: 22, perDay: 50, weekend: 0.9 },
      { stream: 0, agents: BROWSER, latency: 900, timeout: 10_000, read: [0, 0.1] },
    ),
    hours(
      { from: 7, to: 19, perDay: 70 },
      { stream: 0, tools: 0, agents: SERVER, latency: 380, timeout: 400, read: [0, 0.05] },
    ),
    hours({ from: 8, to: 17, perDay: 40 }, { stream: 1, agents: BROWSER, latency: 2500 }),
    hours(
      { from: 6, to: 23, perDay: 55, weekend: 1.1 },
      { stream: 0.9, agents: MOBILE, latency: 1500, read: [0, 0.3] },
    ),
    hours(
      { from: 9, to: 17, perDay: 45 },
      { stream: 0, agents: SERVER, latency: 700, timeout: 2000, read: [0, 0.1] },
    ),
    hours(
      { from: 8, to: 20, perDay: 60 },
      { stream: 0.8, agents: [...BROWSER, ...SERVER], latency: 2000, timeout: 30_000, read: [0, 0.3] },
    ),
  ].map(
    (traffic, index): Label => ({
      name: `app/screen-${index + 1}`,
      verdict: "stays-sync",
      work: "person-waits",
      traffic,
    }),
  ),

  // an interactive agent or chat
  ...[
    sessions(
      { from: 8, to: 18, perDay: 15, turns: [3, 9], gap: [15, 120] },
      { stream: 1, tools: 0.2, agents: BROWSER, latency: 2200 },
    ),
    sessions(
      { from: 0, to: 24, perDay: 12, turns: [4, 12], gap: [20, 200], weekend: 1 },
      { stream: 1, agents: MOBILE, latency: 1800 },
    ),
    sessions(
      { from: 9, to: 18, perDay: 14, turns: [3, 7], gap: [10, 90] },
      { stream: 0.95, tools: 0.5, agents: SERVER, latency: 2500 },
    ),
    sessions(
      { from: 7, to: 22, perDay: 10, turns: [5, 14], gap: [25, 160], weekend: 0.8 },
      { stream: 1, tools: 0.3, agents: [...BROWSER, ...MOBILE] },
    ),
    sessions(
      { from: 8, to: 19, perDay: 16, turns: [3, 8], gap: [20, 100] },
      { stream: 0, agents: BROWSER, latency: 3000 },
    ),
    sessions(
      { from: 10, to: 23, perDay: 11, turns: [4, 10], gap: [30, 240], weekend: 1.2 },
      { stream: 1, tools: 0, agents: SERVER },
    ),
    sessions(
      { from: 8, to: 18, perDay: 20, turns: [2, 6], gap: [12, 80] },
      { stream: 0.9, tools: 0.6, agents: [...AGENTS, ...BROWSER] },
    ),
  ].map(
    (traffic, index): Label => ({
      name: `chat/assistant-${index + 1}`,
      verdict: "stays-sync",
      work: "agent",
      traffic,
    }),
  ),

  // one call's output feeds the next
  ...[
    sessions(
      { from: 0, to: 24, perDay: 14, turns: [4, 9], gap: [0.2, 3], weekend: 1 },
      { stream: 0, tools: 0.95, agents: AGENTS, latency: 2500 },
    ),
    sessions(
      { from: 8, to: 18, perDay: 12, turns: [5, 11], gap: [0.5, 4] },
      { stream: 0, tools: 0.9, agents: SERVER, latency: 3000 },
    ),
    sessions(
      { from: 1, to: 5, perDay: 13, turns: [4, 8], gap: [0.3, 2], weekend: 1 },
      { stream: 0, tools: 1, agents: AGENTS, latency: 2000 },
    ),
    sessions(
      { from: 6, to: 22, perDay: 16, turns: [3, 7], gap: [0.1, 1], weekend: 0.7 },
      { stream: 0, tools: 0.8, agents: AGENTS },
    ),
    sessions(
      { from: 9, to: 17, perDay: 15, turns: [6, 12], gap: [0.2, 2] },
      { stream: 0, tools: 0.85, agents: SERVER, latency: 4000, read: [5, 20] },
    ),
    sessions(
      { from: 0, to: 24, perDay: 11, turns: [5, 10], gap: [0.5, 5], weekend: 1 },
      { stream: 0, tools: 0.9, agents: AGENTS, read: [60, 400] },
    ),
    sessions(
      { from: 20, to: 24, perDay: 18, turns: [4, 7], gap: [0.2, 2], weekend: 1 },
      { stream: 0, tools: 0.95, agents: AGENTS, latency: 1500 },
    ),
  ].map(
    (traffic, index): Label => ({
      name: `agents/loop-${index + 1}`,
      verdict: "stays-sync",
      work: "chain",
      traffic,
    }),
  ),

  // a webhook with a tight time-out
  ...[
    hours(
      { from: 0, to: 24, perDay: 50, weekend: 1 },
      { stream: 0, tools: 0, agents: HOOKS, webhook: true, timeout: 10_000, latency: 2000 },
    ),
    hours(
      { from: 7, to: 19, perDay: 60 },
      { stream: 0, agents: SERVER, webhook: true, timeout: 30_000, latency: 4000 },
    ),
    hours(
      { from: 0, to: 24, perDay: 45, weekend: 0.9 },
      { stream: 0, agents: HOOKS, webhook: true, timeout: 3_000, latency: 900 },
    ),
    hours(
      { from: 8, to: 18, perDay: 55 },
      { stream: 0, tools: 0.3, agents: HOOKS, webhook: true, timeout: 15_000 },
    ),
    cron(
      { hour: 3, calls: 45, minutes: 60 },
      { stream: 0, agents: HOOKS, webhook: true, timeout: 10_000, latency: 3000 },
    ),
    hours(
      { from: 6, to: 22, perDay: 48 },
      { stream: 0, agents: SERVER, webhook: true, timeout: 20_000, read: [0, 0.4] },
    ),
    hours(
      { from: 0, to: 24, perDay: 40, weekend: 1 },
      { stream: 0, agents: HOOKS, webhook: true, timeout: 5_000, read: [0, 0.2] },
    ),
  ].map(
    (traffic, index): Label => ({
      name: `hooks/reply-${index + 1}`,
      verdict: "stays-sync",
      work: "webhook",
      traffic,
    }),
  ),
];
