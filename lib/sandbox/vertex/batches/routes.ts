import { complain, demand, refuse } from "@/lib/sandbox/google/complain";
import { projectNumber, readToken, tokenFor } from "@/lib/sandbox/google/places";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { readFilter } from "@/lib/sandbox/vertex/filter";
import { checkHome } from "@/lib/sandbox/vertex/home";
import { acceptJob, type Home } from "./accept";
import { filterable, isOver, type JobRecord, jobOnTheWire } from "./record";
import { type BatchRoom, settingsOf } from "./room";
import { cancelJob } from "./told";

export function batchRoutes(room: BatchRoom): Route[] {
  const now = () => room.world.clock.now();
  const onTheWire = (job: JobRecord) =>
    jobOnTheWire(job, { now: now(), showsStats: settingsOf(room).showsStatsWhileRunning });
  const invalid = (message: string) => complain("rpc", { kind: "INVALID_ARGUMENT", message });

  function homeOf(call: Call, permission: string): Home {
    const home = checkHome(settingsOf(room), call);
    const resource = `//aiplatform.googleapis.com/projects/${home.project}/locations/${home.location}`;
    demand("rpc", settingsOf(room).denied, {
      permission: `aiplatform.batchPredictionJobs.${permission}`,
      resource,
    });
    return home;
  }

  const isThere = (job: JobRecord, { project, location }: Home) =>
    projectNumber(job.project) === projectNumber(project) &&
    job.location === location &&
    job.hiddenUntil <= now();

  function found(call: Call, permission: string): JobRecord {
    const home = homeOf(call, permission);
    const id = (call.params.id ?? "").split(":")[0] ?? "";
    const job = room.jobs.get(id);
    if (job && isThere(job, home)) return job;
    return refuse("rpc", "NOT_FOUND", `The BatchPredictionJob ${id} does not exist.`);
  }

  function list(call: Call): Reply {
    const home = homeOf(call, "list");
    const size = Number(call.query.get("pageSize") ?? 50) || 50;
    const filter = call.query.get("filter");
    const test = filter ? readFilter(filter) : () => true;
    if (!test) return refuse("rpc", "INVALID_ARGUMENT", `The filter cannot be read: ${filter}`);
    const page = room.jobs.newestFirst({
      after: readToken(call.query.get("pageToken")),
      limit: Math.min(size, 100),
      where: (job) => isThere(job, home) && test(filterable(job)),
    });
    const last = page.rows.at(-1);
    return json({
      ...(page.rows.length > 0 && { batchPredictionJobs: page.rows.map(onTheWire) }),
      ...(page.more && last && { nextPageToken: tokenFor(last.id) }),
    });
  }

  async function create(call: Call): Promise<Reply> {
    const body = await readJson(call, invalid);
    return json(onTheWire(await acceptJob(room, homeOf(call, "create"), body)));
  }

  function retrieve(call: Call): Reply {
    const job = found(call, "get");
    job.polls += 1;
    return json(onTheWire(job));
  }

  async function cancel(call: Call): Promise<Reply> {
    if (!call.params.id?.endsWith(":cancel")) return refuse("rpc", "NOT_FOUND", "There is no such method.");
    await readJson(call, invalid);
    const job = found(call, "cancel");
    if (isOver(job))
      refuse("rpc", "FAILED_PRECONDITION", `The job is in state ${job.state} and cannot be cancelled.`);
    if (job.state !== "JOB_STATE_CANCELLING") await cancelJob(room, job);
    return json({});
  }

  async function remove(call: Call): Promise<Reply> {
    const job = found(call, "delete");
    if (!isOver(job)) refuse("rpc", "FAILED_PRECONDITION", "A job that has not finished cannot be deleted.");
    // The record keeps it: deleting a job takes no money back.
    job.hiddenUntil = Number.MAX_SAFE_INTEGER;
    await room.jobs.put(job);
    const home = `projects/${projectNumber(job.project)}/locations/${job.location}`;
    return json({
      name: `${home}/operations/${job.id}`,
      metadata: {
        "@type": "type.googleapis.com/google.cloud.aiplatform.v1.DeleteOperationMetadata",
        genericMetadata: { createTime: new Date(now()).toISOString() },
      },
      done: true,
      response: { "@type": "type.googleapis.com/google.protobuf.Empty" },
    });
  }

  return ["/v1", "/v1beta1"].flatMap((version): Route[] => {
    const root = `${version}/projects/:project/locations/:location/batchPredictionJobs`;
    return [
      { method: "POST", path: root, operation: "batches.create", handle: create },
      { method: "GET", path: root, operation: "batches.list", handle: list },
      { method: "GET", path: `${root}/:id`, operation: "batches.retrieve", handle: retrieve },
      { method: "POST", path: `${root}/:id`, operation: "batches.cancel", handle: cancel },
      { method: "DELETE", path: `${root}/:id`, operation: "batches.delete", handle: remove },
    ];
  });
}
