import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const HEADING =
  "timestamp,provider,model,endpoint,job,owner,team,cost_center,request_id,input_tokens,cached_input_tokens,output_tokens,tier,cost_usd";

/** 14 endpoints of falling cost over three days, one of them partly batch, one without an owner. */
export function usageFile(owner: string): string {
  const lines = Array.from({ length: 14 }, (_, index) => {
    const cost = 2000 - index * 140;
    const whose = index === 13 ? "" : index === 1 ? owner : `person${index}@example.com`;
    const provider = index % 2 === 0 ? "openai,gpt-5" : "anthropic,claude-sonnet-4-5";
    const words = (tier: string, dollars: number, id: string, day: number) =>
      `2026-04-0${day}T02:00:00Z,${provider},area/job-${index},Nightly,${whose},Team ${index % 3},CC-${index % 4},${id},1000,500,200,${tier},${dollars}`;
    return [
      words("sync", cost * 0.75, `r${index}-1`, 1),
      words(index === 1 ? "batch" : "sync", cost * 0.25, `r${index}-2`, 3),
    ];
  });
  const file = path.join(mkdtempSync(path.join(tmpdir(), "offpeak-usage-")), "usage.csv");
  writeFileSync(file, [HEADING, ...lines.flat(), ""].join("\n"));
  return file;
}
