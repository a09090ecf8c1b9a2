import { SYSTEM } from "@/lib/core/access";
import { countTokens } from "@/lib/stages/batches/count-tokens";
import { NewBatchInput } from "@/lib/stages/batches/model/receiving";
import { preflightBatch } from "@/lib/stages/batches/preflight-batch";
import { prepareBatch } from "@/lib/stages/batches/preparing/prepare-batch";
import { type ReceiveBatch, receiveBatch } from "@/lib/stages/batches/receive-batch";
import { createConnection } from "@/lib/stages/connections/create-connection";
import { CreateConnection } from "@/lib/stages/connections/model/connection";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { type TestContext, testContext } from "../context";

/** A context with real prices and a connection to each provider; the one to OpenAI pays for itself. */
export async function batchContext(): Promise<TestContext> {
  const ctx = await testContext({ catalogue: openCatalogue() });
  await connect(ctx, { provider: "openai", name: "Main", costCenter: "CC-4200" });
  await connect(ctx, { provider: "anthropic", name: "Claude" });
  return ctx;
}

export async function connect(
  ctx: TestContext,
  input: { provider: string; name: string; costCenter?: string; limits?: object },
) {
  const baseUrl = "http://127.0.0.1:9/v1"; // nothing is ever sent there
  return createConnection(
    ctx,
    CreateConnection.parse({
      ...input,
      credentials: { apiKey: "sk-test-1234567890" },
      settings: { baseUrl },
    }),
  );
}

type Options = Partial<Omit<ReceiveBatch, "body">>;

export function upload(
  ctx: TestContext,
  content: string | Buffer | AsyncIterable<Uint8Array>,
  options: Options = {},
) {
  const whole = typeof content === "string" || Buffer.isBuffer(content) ? Buffer.from(content) : null;
  const { bytesTotal = whole ? whole.length : null, ...input } = options;
  return receiveBatch(ctx, {
    ...NewBatchInput.parse({ provider: "openai", endpoint: "catalog/enrich", start: "hold", ...input }),
    body: whole ? once(whole) : (content as AsyncIterable<Uint8Array>),
    bytesTotal,
  });
}

type Payload = { organisationId: number; batchId: string };
const VERBS: Record<string, (ctx: TestContext, payload: Payload) => Promise<unknown>> = {
  "batches.preflight": preflightBatch,
  "batches.count-tokens": countTokens,
  "batches.prepare": prepareBatch,
};

/** Does what the worker would do with the jobs that were sent, and with those that they send. Answers their names. */
export async function work(ctx: TestContext, only: string[] = Object.keys(VERBS)): Promise<string[]> {
  const done: string[] = [];
  const system = { ...ctx, actor: SYSTEM };
  for (let jobs = ctx.sent(); jobs.length > 0; jobs = ctx.sent())
    for (const { name, payload } of jobs) {
      const mine = payload as Payload;
      if (!only.includes(name) || mine.organisationId !== ctx.organisation.id) continue;
      await VERBS[name]?.(system, mine);
      done.push(name);
    }
  return done;
}

export const batchOf = (ctx: TestContext, id: string) => ctx.db.batch.findUniqueOrThrow({ where: { id } });

export async function* once(...pieces: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece) : piece;
}
