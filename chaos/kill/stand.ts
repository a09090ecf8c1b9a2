import path from "node:path";
import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { NewBatchInput } from "@/lib/stages/batches/model/receiving";
import { receiveBatch } from "@/lib/stages/batches/receive-batch";
import { createConnection } from "@/lib/stages/connections/create-connection";
import { CreateConnection } from "@/lib/stages/connections/model/connection";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { type Offpeak, openOffpeak } from "@/lib/worker/join";
import type { Round } from "./plan";
import { Control } from "./record";
import { linesFor, MODELS, namesModel, type Request } from "./uploads";

/** A batch of a round, and what was asked in it, in the order of its upload. */
export type Placed = { id: string; endpoint: string; requests: Request[] };

/** Everything but the worker: the simulators, the database, and a person who hands batches in. */
export class Stand {
  private constructor(
    readonly ctx: Context,
    readonly control: Control,
    readonly dataDir: string,
    private readonly offpeak: Offpeak,
    private readonly sandbox: RunningSandbox,
  ) {}

  static async open(seed: string): Promise<Stand> {
    const sandbox = await startSandbox({ seed, settings: QUICK });
    const offpeak = openOffpeak();
    const ctx = offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door));
    for (const connection of connectionsTo(sandbox.urls))
      await createConnection(ctx, CreateConnection.parse(connection));
    const dataDir = path.resolve(env().OFFPEAK_DATA_DIR);
    return new Stand(ctx, new Control(sandbox.urls.control), dataDir, offpeak, sandbox);
  }

  async place(round: Round): Promise<Placed[]> {
    const placed: Placed[] = [];
    for (const [at, size] of round.sizes.entries()) {
      const name = `${round.number}-${at + 1}`;
      const requests = Array.from({ length: size }, (_, n) => ({
        id: `ticket-${name}-${n + 1}`,
        text: `Sum up ticket ${name}-${n + 1} in one sentence.`,
      }));
      const { provider, store } = round;
      const input = NewBatchInput.parse({
        ...{ provider, endpoint: `kill/${name}`, costCenter: "CC-1", filename: `${name}.jsonl` },
        connection: provider === "vertex" ? `vertex-${store}` : provider,
        ...(!namesModel(provider) && { model: MODELS[provider] }),
      });
      const bytes = Buffer.from(linesFor(provider, requests));
      const { id } = await receiveBatch(this.ctx, { ...input, body: once(bytes), bytesTotal: bytes.length });
      placed.push({ id, endpoint: input.endpoint, requests });
    }
    return placed;
  }

  async close(): Promise<void> {
    await this.offpeak.close();
    await this.sandbox.stop();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Batches that take a second, in which one request in eight fails. */
const outcomes = { failShare: 0.12 };
const QUICK = {
  openai: { outcomes, validatingSeconds: 0.2, runningSeconds: 1, finalizingSeconds: 0.2 },
  anthropic: { outcomes, runningSeconds: 1 },
  bedrock: {
    ...{ outcomes, submittedSeconds: 0.2, validatingSeconds: 0.2, scheduledSeconds: 0.2, runningSeconds: 1 },
    minRecords: { default: 10 },
  },
  vertex: { outcomes, queuedSeconds: 0.2, pendingSeconds: 0.2, runningSeconds: 1 },
};

function connectionsTo(urls: RunningSandbox["urls"]) {
  const vertex = {
    ...{ project: "offpeak-sandbox", location: "us-central1", baseUrl: urls.vertex },
    ...{ storageEndpoint: urls.gcs, bigqueryEndpoint: urls.bigquery },
  };
  const google = { accessToken: "ya29.sandbox" };
  return [
    {
      ...{ provider: "openai", name: "openai", credentials: { apiKey: "sk-sandbox" } },
      settings: { baseUrl: urls.openai },
    },
    {
      ...{ provider: "anthropic", name: "anthropic", credentials: { apiKey: "sk-ant-sandbox" } },
      settings: { baseUrl: urls.anthropic },
    },
    {
      ...{ provider: "bedrock", name: "bedrock", limits: { minRequests: { "*": 10 } } },
      credentials: { accessKeyId: "AKIASANDBOX", secretAccessKey: "sandbox" },
      settings: {
        ...{ region: "us-east-1", roleArn: "arn:aws:iam::123456789012:role/offpeak-batch" },
        ...{ bucket: "offpeak-sandbox", endpoint: urls.bedrock },
        ...{ runtimeEndpoint: urls.bedrockRuntime, s3Endpoint: urls.s3 },
      },
    },
    {
      ...{ provider: "vertex", name: "vertex-bucket", credentials: google },
      settings: { ...vertex, bucket: "offpeak-sandbox" },
    },
    {
      ...{ provider: "vertex", name: "vertex-dataset", credentials: google },
      settings: { ...vertex, dataset: "offpeak" },
    },
  ];
}
