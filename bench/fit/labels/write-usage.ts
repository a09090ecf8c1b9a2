import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { GOOD } from "./good";
import { HARD } from "./hard";
import type { Label } from "./label";
import { random } from "./random";
import { SECOND_HAND } from "./second/second-hand";
import { type Call, DAYS, FIRST_DAY } from "./traffic";
import { VETOES } from "./vetoes";

export const LABELS: readonly Label[] = [...GOOD, ...VETOES, ...HARD, ...SECOND_HAND];

const LAST_MOMENT = FIRST_DAY + DAYS.length * 86_400_000;

const COLUMNS =
  "timestamp,provider,model,endpoint,request_id,input_tokens,output_tokens,tier,stream,tool_calls,session_id,user_agent,latency_ms,timeout_ms,webhook,result_read_at,requests";

/** Writes the labelled traffic as one file of Offpeak's own usage format. Returns the number of calls. */
export async function writeLabelledUsage(file: string, seed = 20_260_901): Promise<number> {
  const out = createWriteStream(file);
  out.write(`${COLUMNS}\n`);
  let count = 0;
  for (const [index, label] of LABELS.entries()) {
    const calls = label
      .traffic(random(seed + index * 7919), DAYS)
      .filter((call) => call.at < LAST_MOMENT) // a night of the last day ends with it
      .sort((a, b) => a.at - b.at);
    for (const [number, call] of calls.entries()) {
      count += 1;
      if (!out.write(`${row(label, call, `${index}-${number}`)}\n`)) await once(out, "drain");
    }
  }
  out.end();
  await once(out, "close");
  return count;
}

function row(label: Label, call: Call, id: string): string {
  const cells = [
    new Date(call.at).toISOString(),
    call.provider ?? "openai",
    call.model ?? label.model ?? "gpt-4.1-mini",
    label.name,
    call.requests === undefined ? id : undefined,
    call.input,
    call.output,
    call.tier ?? "sync",
    call.stream,
    call.toolCalls,
    call.session,
    call.agent,
    call.latencyMs,
    call.timeoutMs,
    call.webhook,
    call.readAt === undefined ? undefined : new Date(call.readAt).toISOString(),
    call.requests,
  ];
  return cells.map((cell) => (cell === undefined ? "" : quote(String(cell)))).join(",");
}

function quote(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
