import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI, { toFile } from "openai";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { type Exchange, openaiContract } from "./openai";
import { playAdapter } from "./play-adapter";

export type ContractReport = {
  exchanges: number;
  outside: number;
  problems: { call: string; problem: string }[];
};

/** Plays a batch's life through the vendor's SDK and through our adapter, and holds every message against the contract. */
export async function checkSandbox(contractsDir: string): Promise<ContractReport> {
  const dir = mkdtempSync(join(tmpdir(), "offpeak-contracts-"));
  const sandbox = await startSandbox({ speed: 0, recordTraffic: dir });
  try {
    await playBatches(sandbox);
    await playAdapter(sandbox);
    return checkTraffic(join(dir, "openai.jsonl"), contractsDir);
  } finally {
    await sandbox.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Holds traffic that somebody recorded against the contract. */
export function checkTraffic(file: string, contractsDir: string): ContractReport {
  const check = openaiContract(join(contractsDir, "openai-files-batches-usage-costs.openapi.json"));
  const report: ContractReport = { exchanges: 0, outside: 0, problems: [] };
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line === "") continue;
    const exchange: Exchange = JSON.parse(line);
    const problems = check(exchange);
    report.exchanges += 1;
    if (problems === null) report.outside += 1;
    const call = `${exchange.method} ${exchange.path} ${exchange.status}`;
    for (const problem of problems ?? []) report.problems.push({ call, problem });
  }
  return report;
}

const line = (n: number, content = "Sum up.") => ({
  custom_id: `r_${n}`,
  method: "POST",
  url: "/v1/chat/completions",
  body: { model: "gpt-6-luna", messages: [{ role: "user", content }] },
});

async function playBatches({ urls, control }: RunningSandbox): Promise<void> {
  const client = new OpenAI({ apiKey: "key", baseURL: urls.openai, maxRetries: 0 });
  control.world.changeSettings({
    openai: {
      outcomes: {
        overrides: [
          { pattern: "_1$", outcome: "failed" },
          { pattern: "_2$", outcome: "expired" },
        ],
      },
    },
  });
  const start = async (lines: unknown[]) => {
    const text = lines.map((one) => JSON.stringify(one)).join("\n");
    const file = await client.files.create({
      file: await toFile(Buffer.from(text), "input.jsonl"),
      purpose: "batch",
      expires_after: { anchor: "created_at", seconds: 864_000 },
    });
    return client.batches.create({
      input_file_id: file.id,
      endpoint: "/v1/chat/completions",
      completion_window: "24h",
      metadata: { offpeak_job: "one" },
      output_expires_after: { anchor: "created_at", seconds: 864_000 },
    });
  };
  await client.files.list();
  const expired = await start([line(0), line(1), line(2)]);
  const completed = await start([line(0), line(1), line(3)]);
  const cancelled = await start([line(4), line(5)]);
  const failed = await start([{ nonsense: true }, line(1)]);
  const batches = [expired, completed, cancelled, failed];
  await control.advance(60);
  await client.batches.cancel(cancelled.id);
  for (const seconds of [1, 100, 86_400]) {
    await control.advance(seconds);
    for (const { id } of batches) await client.batches.retrieve(id);
  }
  for await (const batch of client.batches.list({ limit: 2 })) {
    for (const id of [batch.output_file_id, batch.error_file_id]) if (id) await client.files.content(id);
  }
  await client.files.retrieve(expired.input_file_id);
  for await (const _ of client.files.list({ purpose: "batch", order: "asc", limit: 2 }));
  await client.files.delete(expired.input_file_id);
  await client.files.retrieve(expired.input_file_id).catch(() => null);
  await client.batches.cancel(completed.id).catch(() => null);
}
