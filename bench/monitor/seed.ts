import type { Context } from "@/lib/platform/context";
import { createConnection } from "@/lib/stages/connections/create-connection";
import { ensureEndpoint } from "@/lib/stages/ledger/ensure-endpoint";
import { KEY, type Remote } from "./stub";

const MODEL = "gpt-6-luna";
const PATH = "/v1/chat/completions";
const SET = 1000;

/** A batch of ours for every one that runs at the simulator, as submitting leaves it. */
export async function seedRunning(ctx: Context, remotes: readonly Remote[], baseUrl: string): Promise<void> {
  const { id: connectionId } = await createConnection(ctx, {
    ...{ provider: "openai", name: "Bench", costCenter: "CC-1", limits: {} },
    ...{ credentials: { apiKey: KEY }, settings: { baseUrl } },
  });
  const { id: endpointId } = await ensureEndpoint(ctx, "bench");
  const organisationId = ctx.organisation.id;
  const now = ctx.now();
  const batchOf = ({ id, expiresAt }: Remote) => ({
    ...{ id, organisationId, endpointId, connectionId, provider: "openai", model: MODEL, path: PATH },
    ...{ costCenter: "CC-1", state: "running", start: "now", filename: "bench.jsonl", bytes: 1n, sha256: id },
    ...{ createdBy: "bench", createdByName: "bench", createdAt: now, startedAt: now, filesUntil: now },
    ...{ requests: 20, deadlineAt: expiresAt },
  });
  const partOf = ({ id, createdAt, expiresAt }: Remote) => ({
    ...{ batchId: id, organisationId, connectionId, number: 1, state: "running", rawState: "in_progress" },
    ...{ nonce: "bench123", key: id, attempt: 1, model: MODEL, path: PATH, requests: 20, bytes: 1n },
    ...{ inputTokens: 20n, intentAt: createdAt, providerBatchId: id, remoteCreatedAt: createdAt, expiresAt },
  });
  for (let from = 0; from < remotes.length; from += SET) {
    const set = remotes.slice(from, from + SET);
    await ctx.db.batch.createMany({ data: set.map(batchOf) });
    await ctx.db.batchPart.createMany({ data: set.map(partOf) });
  }
  await ctx.pool.query("analyze batch; analyze batch_part");
}
