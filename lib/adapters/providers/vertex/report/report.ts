import { WireJobs } from "@/lib/adapters/providers/vertex/api";
import { parseAnswer, sendForJson, type VertexClient, wordsOf } from "@/lib/adapters/providers/vertex/client";
import type { ConnectionReport } from "@/lib/core/provider";
import { failureOf } from "@/lib/platform/http/failure";
import { ask, type Check, good } from "./ask";
import { bucketChecks } from "./bucket";
import { datasetChecks } from "./dataset";

/** Asks for a little of everything that a batch needs. No job is created and no token is spent. */
export async function report(client: VertexClient, signal: AbortSignal): Promise<ConnectionReport> {
  const jobs = await ask({
    name: "Jobs: read",
    words: wordsOf(client, `The project ${client.project}`, "aiplatform.batchPredictionJobs.list"),
    call: async () =>
      parseAnswer(
        WireJobs,
        await sendForJson(client, { url: `${client.home}/batchPredictionJobs?pageSize=1`, signal }),
      ),
  });
  // Without an address or an account there is nothing more to learn.
  if (jobs.reach) return { ok: false, checks: [jobs.reach] };
  const { mode } = client;
  const checks: Check[] = [
    good("Address and account"),
    jobs.check,
    await createCheck(client, signal),
    ...(mode.kind === "files"
      ? await bucketChecks(client, mode.bucket, signal)
      : await datasetChecks(client, mode.dataset, signal)),
  ];
  return { ok: checks.every(({ ok }) => ok), checks: [...checks, await singleCheck(client, signal)] };
}

/** A job without a name, a model and an input can never be one: that it is refused as such shows the right to make one. */
async function createCheck(client: VertexClient, signal: AbortSignal): Promise<Check> {
  const { check } = await ask({
    name: "Jobs: create",
    words: wordsOf(client, "The address for jobs", "aiplatform.batchPredictionJobs.create"),
    call: () => refusedAsEmpty(client, { url: `${client.home}/batchPredictionJobs`, signal }),
  });
  return check;
}

/** The same for single calls, which only the unfinished of a batch need: what is wrong with them stops nothing. */
async function singleCheck(client: VertexClient, signal: AbortSignal): Promise<Check> {
  const { check } = await ask({
    name: "Single calls",
    words: wordsOf(client, "The address for models", "aiplatform.endpoints.predict"),
    call: () =>
      refusedAsEmpty(client, {
        url: `${client.home}/publishers/google/models/gemini-2.5-flash:countTokens`,
        signal,
      }),
  });
  return check;
}

async function refusedAsEmpty(
  client: VertexClient,
  { url, signal }: { url: string; signal: AbortSignal },
): Promise<void> {
  try {
    await sendForJson(client, { url, method: "POST", json: {}, signal });
  } catch (thrown) {
    const failure = failureOf(thrown);
    // Not there is past the rights too: this model may have gone by now.
    if (failure.kind === "status" && (failure.status === 400 || failure.status === 404)) return;
    throw thrown;
  }
}
