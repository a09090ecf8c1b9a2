import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Provider } from "@/lib/sandbox/platform/providers";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { bedrockContract } from "./bedrock";
import type { CheckExchange, Exchange } from "./exchange";
import { openaiContract } from "./openai";
import { playAdapter } from "./play-adapter";
import { playBedrock } from "./play-bedrock";
import { playBedrockAdapter } from "./play-bedrock-adapter";
import { playOpenai } from "./play-openai";
import { playVertex, playVertexBeta } from "./play-vertex";
import { vertexContract } from "./vertex";

type Contract = {
  provider: Provider;
  file: string;
  read(path: string): CheckExchange;
  /** Go through everything that the contract speaks of, with the vendor's own SDK and with our adapter. */
  plays: ((sandbox: RunningSandbox) => Promise<void>)[];
};

const contracts: Contract[] = [
  {
    provider: "openai",
    file: "openai-files-batches-usage-costs.openapi.json",
    read: openaiContract,
    plays: [playOpenai, playAdapter],
  },
  {
    provider: "bedrock",
    file: "bedrock-model-invocation-job.service-2.json",
    read: bedrockContract,
    plays: [playBedrock, playBedrockAdapter],
  },
  {
    provider: "vertex",
    file: "vertex-aiplatform-v1-batchPredictionJobs.discovery.json",
    read: vertexContract,
    plays: [playVertex],
  },
  {
    provider: "vertex",
    file: "vertex-aiplatform-v1beta1-batchPredictionJobs.discovery.json",
    read: vertexContract,
    plays: [playVertexBeta],
  },
];

export type ContractReport = {
  provider: Provider;
  exchanges: number;
  /** Calls that the contract does not speak of. */
  outside: number;
  problems: { call: string; problem: string }[];
};

/** Holds every message between the vendors' SDKs and our simulators against the vendors' contracts. */
export async function checkSandbox(contractsDir: string): Promise<ContractReport[]> {
  const reports: ContractReport[] = [];
  for (const contract of contracts) {
    const file = join(contractsDir, contract.file);
    if (existsSync(file)) reports.push(await checkOne(contract, file));
  }
  return reports;
}

async function checkOne({ provider, read, plays }: Contract, contract: string): Promise<ContractReport> {
  const dir = mkdtempSync(join(tmpdir(), "offpeak-contracts-"));
  const sandbox = await startSandbox({ speed: 0, recordTraffic: dir });
  try {
    for (const play of plays) await play(sandbox);
    return { provider, ...checkTraffic(join(dir, `${provider}.jsonl`), read(contract)) };
  } finally {
    await sandbox.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function checkTraffic(file: string, check: CheckExchange): Omit<ContractReport, "provider"> {
  const report: Omit<ContractReport, "provider"> = { exchanges: 0, outside: 0, problems: [] };
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
