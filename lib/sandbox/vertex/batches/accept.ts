import { demand, refuse } from "@/lib/sandbox/google/complain";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { wrongLabel } from "@/lib/sandbox/vertex/labels";
import type { Destination, JobRecord, Source } from "./record";
import { type BatchRoom, settingsOf } from "./room";

export type Home = { project: string; location: string };

/** Takes a job on. Once the promise is kept, the job survives whatever happens to this process. */
export async function acceptJob(room: BatchRoom, home: Home, body: unknown): Promise<JobRecord> {
  const { world } = room;
  const settings = settingsOf(room);
  const resource = `//aiplatform.googleapis.com/projects/${home.project}/locations/${home.location}`;
  demand("rpc", settings.denied, { permission: "aiplatform.batchPredictionJobs.create", resource });
  const wanted = readJob(body);
  const now = world.clock.now();
  const id = BigInt(`0x${world.nextId("").slice(0, 15)}`)
    .toString()
    .padStart(19, "1");
  const hidden = world.faults.fire("not-found-after-create", {
    provider: "vertex",
    operation: "batches.create",
    about: id,
  });
  const closesAt = now + settings.queueWindowSeconds * 1000;
  const queued = settings.queuedSeconds;
  const job: JobRecord = {
    ...home,
    ...wanted,
    id,
    state: "JOB_STATE_QUEUED",
    error: null,
    at: { created: now, updated: now },
    dueAt: Math.min(queued === null ? closesAt : now + queued * 1000, closesAt),
    closesAt,
    epoch: 0,
    outcomes: settings.outcomes,
    plan: null,
    pace: null,
    stats: null,
    outputInfo: null,
    billed: "0",
    hiddenUntil: hidden ? now + hidden.seconds * 1000 : 0,
    polls: 0,
  };
  await room.jobs.put(job);
  room.arm(job);
  return job;
}

type Wanted = Pick<
  JobRecord,
  "displayName" | "model" | "labels" | "source" | "destination" | "inputConfig" | "outputConfig"
>;

const invalid = (message: string): never => refuse("rpc", "INVALID_ARGUMENT", message);
const publisherModel = /^(projects\/[^/]+\/locations\/[^/]+\/)?publishers\/[^/]+\/models\/[^/]+$/;

function readJob(body: unknown): Wanted {
  if (!isRecord(body)) return invalid("The request body must be an object.");
  const { displayName, model, inputConfig, outputConfig, labels } = body;
  if (typeof displayName !== "string" || displayName === "")
    return invalid("display_name must not be empty.");
  if (displayName.length > 128) return invalid("display_name must have at most 128 characters.");
  if (typeof model !== "string" || !publisherModel.test(model))
    return invalid("The model must be a publisher model: publishers/google/models/{model}.");
  const label = wrongLabel(labels, 64);
  if (label) return invalid(label);
  return {
    displayName,
    model,
    labels: isRecord(labels)
      ? Object.fromEntries(Object.entries(labels).map(([k, v]) => [k, String(v)]))
      : {},
    source: readSource(inputConfig),
    destination: readDestination(outputConfig),
    inputConfig,
    outputConfig,
  };
}

function readSource(config: unknown): Source {
  if (!isRecord(config)) return invalid("input_config is required.");
  if (config.instancesFormat === "jsonl") {
    const uris = isRecord(config.gcsSource) ? config.gcsSource.uris : null;
    if (!Array.isArray(uris) || uris.length === 0) return invalid("gcs_source.uris must not be empty.");
    const wrong = uris.find((uri) => !/^gs:\/\/[^/]+\/.+/.test(String(uri)));
    if (wrong !== undefined) return invalid(`${wrong} is not a gs:// address.`);
    return { kind: "gcs", uris: uris.map(String) };
  }
  if (config.instancesFormat !== "bigquery") return invalid("instances_format must be jsonl or bigquery.");
  const uri = isRecord(config.bigquerySource) ? String(config.bigquerySource.inputUri) : "";
  if (!/^bq:\/\/[^.]+\.[^.]+\.[^.]+$/.test(uri))
    return invalid(`"${uri}" is not a bq://project.dataset.table.`);
  return { kind: "bigquery", uri };
}

function readDestination(config: unknown): Destination {
  if (!isRecord(config)) return invalid("output_config is required.");
  if (config.predictionsFormat === "jsonl") {
    const prefix = isRecord(config.gcsDestination) ? String(config.gcsDestination.outputUriPrefix) : "";
    if (!/^gs:\/\/[^/]+/.test(prefix)) return invalid(`"${prefix}" is not a gs:// address.`);
    return { kind: "gcs", prefix: prefix.replace(/\/$/, "") };
  }
  if (config.predictionsFormat !== "bigquery")
    return invalid("predictions_format must be jsonl or bigquery.");
  const uri = isRecord(config.bigqueryDestination) ? String(config.bigqueryDestination.outputUri) : "";
  if (!/^bq:\/\/[^.]+\.[^.]+(\.[^.]+)?$/.test(uri)) return invalid(`"${uri}" is not a bq:// address.`);
  return { kind: "bigquery", uri };
}
