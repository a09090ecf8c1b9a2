import { regionOf } from "@/lib/sandbox/bedrock/caller";
import { complain, refuse } from "@/lib/sandbox/bedrock/dialect";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { type Asker, acceptJob, isTheirs } from "./accept";
import { isOver, type JobRecord, jobOnTheWire, statuses } from "./record";
import { type JobRoom, settingsOf } from "./room";
import { stopJob } from "./told";
import { readTags, readWish } from "./wish";

const identifier =
  /^((arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:model-invocation-job\/)?[a-z0-9]{12})$/;

/** The job behind an ARN or a bare id. */
export const jobNamed = (room: JobRoom, name: string) => room.jobs.get(name.split("/").at(-1) ?? "");

export function jobRoutes(room: JobRoom): Route[] {
  const { world } = room;
  const askerOf = (call: Call): Asker => ({
    account: call.scope,
    region: regionOf(call.headers, settingsOf(room)),
  });
  const read = (call: Call) =>
    readJson(call, (why) => complain("ValidationException", `We could not read that: ${why}.`));

  function found(call: Call, name: string): JobRecord {
    if (!identifier.test(name))
      refuse("ValidationException", `The provided job identifier ${name} is not valid.`);
    const job = jobNamed(room, name);
    if (job && isTheirs(job, askerOf(call)) && job.hiddenUntil <= world.clock.now()) return job;
    return refuse("ResourceNotFoundException", `Could not find a model invocation job for ${name}.`);
  }

  async function create(call: Call): Promise<Reply> {
    const wish = readWish(await read(call), settingsOf(room).timeoutHours);
    return json({ jobArn: (await acceptJob(room, askerOf(call), wish)).arn });
  }

  function retrieve(call: Call): Reply {
    const job = found(call, call.params.id ?? "");
    job.polls += 1;
    return json(jobOnTheWire(job, world.clock.now()));
  }

  async function stop(call: Call): Promise<Reply> {
    const job = found(call, call.params.id ?? "");
    if (isOver(job))
      refuse("ConflictException", `The job ${job.arn} is ${job.status} and cannot be stopped.`);
    if (job.status !== "Stopping") await stopJob(room, job);
    return json({});
  }

  function list(call: Call): Reply {
    const asker = askerOf(call);
    const { limit, from, wanted, isOldestFirst } = readQuery(call.query);
    const jobs = [...room.jobs.all()].filter((job) => isTheirs(job, asker) && wanted(job));
    const rows = isOldestFirst ? jobs : jobs.reverse();
    const until = from + limit;
    return json({
      invocationJobSummaries: rows.slice(from, until).map((job) => jobOnTheWire(job, world.clock.now())),
      ...(rows.length > until && { nextToken: Buffer.from(`after:${until}`).toString("base64url") }),
    });
  }

  return [
    { method: "POST", path: "/model-invocation-job", operation: "batches.create", handle: create },
    { method: "GET", path: "/model-invocation-jobs", operation: "batches.list", handle: list },
    { method: "GET", path: "/model-invocation-job/:id", operation: "batches.retrieve", handle: retrieve },
    { method: "POST", path: "/model-invocation-job/:id/stop", operation: "batches.cancel", handle: stop },
    ...tagRoutes(room, read, found),
  ];
}

function readQuery(query: URLSearchParams) {
  const limit = Number(query.get("maxResults") ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    refuse("ValidationException", "maxResults must be between 1 and 1000.");
  const status = query.get("statusEquals");
  if (status !== null && !statuses.some((known) => known === status))
    refuse("ValidationException", `statusEquals '${status}' is not a status.`);
  const after = Date.parse(query.get("submitTimeAfter") ?? "");
  const before = Date.parse(query.get("submitTimeBefore") ?? "");
  const token = query.get("nextToken");
  const place =
    token === null ? "0" : /^after:(\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1];
  if (place === undefined) return refuse("ValidationException", "The provided nextToken is not valid.");
  const name = query.get("nameContains") ?? "";
  return {
    limit,
    from: Number(place),
    isOldestFirst: query.get("sortOrder") === "Ascending",
    wanted: (job: JobRecord) =>
      job.jobName.includes(name) &&
      (status === null || job.status === status) &&
      !(job.at.submitted <= after) &&
      !(job.at.submitted >= before),
  };
}

function tagRoutes(
  room: JobRoom,
  read: (call: Call) => Promise<unknown>,
  found: (call: Call, name: string) => JobRecord,
): Route[] {
  async function named(call: Call) {
    const sent = await read(call);
    const body = isRecord(sent) ? sent : {};
    return { body, job: found(call, String(body.resourceARN ?? "")) };
  }

  async function add(call: Call): Promise<Reply> {
    const { body, job } = await named(call);
    const tags = readTags(body.tags);
    const kept = job.tags.filter((tag) => !tags.some(({ key }) => key === tag.key));
    if (kept.length + tags.length > 200) refuse("TooManyTagsException", "A resource holds at most 200 tags.");
    job.tags = [...kept, ...tags];
    await room.jobs.put(job);
    return json({});
  }

  async function remove(call: Call): Promise<Reply> {
    const { body, job } = await named(call);
    const keys = Array.isArray(body.tagKeys) ? body.tagKeys : [];
    job.tags = job.tags.filter((tag) => !keys.includes(tag.key));
    await room.jobs.put(job);
    return json({});
  }

  return [
    { method: "POST", path: "/tagResource", operation: "tags.add", handle: add },
    { method: "POST", path: "/untagResource", operation: "tags.remove", handle: remove },
    {
      method: "POST",
      path: "/listTagsForResource",
      operation: "tags.list",
      handle: async (call) => json({ tags: (await named(call)).job.tags }),
    },
  ];
}
