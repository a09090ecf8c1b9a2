import type { Sample } from "@/lib/core/format";

/** Files that people take for usage because the same vendor makes them. */
const STRANGERS: { looksLike(sample: Sample): boolean; because: string }[] = [
  {
    looksLike: (sample) => /"object"\s*:\s*"organization\.costs\./.test(sample.text),
    because:
      "This is OpenAI's cost report: dollars by line, without tokens or requests. Export organization usage instead.",
  },
  {
    looksLike: (sample) => sample.columns.includes("total_cost") && sample.columns.includes("model_details"),
    because:
      "This is LiteLLM's spend report by key: sums without a time. Export the spend logs (/spend/logs) instead.",
  },
  {
    looksLike: (sample) => ["tag", "api_requests", "spend"].every((name) => sample.columns.includes(name)),
    because:
      "This is LiteLLM's daily spend by tag: the same spend stands there once for every tag. Export the spend logs, or the daily spend by user or team.",
  },
  {
    looksLike: (sample) => sample.columns.includes("group_by_day") && sample.columns.includes("teams"),
    because:
      "This is LiteLLM's spend report by team: sums that no call stands behind. Export the spend logs (/spend/logs) instead.",
  },
];

export function refusalOf(sample: Sample): string | null {
  return STRANGERS.find((stranger) => stranger.looksLike(sample))?.because ?? null;
}
