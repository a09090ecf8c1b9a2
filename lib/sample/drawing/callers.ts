import type { Caller } from "@/lib/sample/model";
import { oneOf, type Random } from "./random";

/** User agents as a gateway logs them. */
const AGENTS: Record<Caller, readonly [string, ...string[]]> = {
  browser: [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  ],
  server: ["openai-python/2.7.1", "anthropic-sdk-python/0.72.0", "python-httpx/0.28.1", "node-fetch/3.3.2"],
  cron: ["larkspur-cron/2.3 (kubernetes cronjob)"],
  workflow: ["apache-airflow/2.10.4", "temporal-worker/1.27.0"],
  agent: ["larkspur-agents/1.8 langgraph/0.6.7"],
};

export function userAgentOf(caller: Caller, random: Random): string {
  return oneOf(random, AGENTS[caller]);
}
