import { baseModel } from "@/lib/sandbox/bedrock/answers/family";
import { notAuthorized, refuse } from "@/lib/sandbox/bedrock/dialect";
import { numberFor } from "@/lib/sandbox/bedrock/settings";
import { bucketRegion, bucketSettings } from "@/lib/sandbox/s3/rights";
import { readLines } from "@/lib/sandbox/work/lines";
import { inputObjects, tooFewRecords } from "./inspect";
import { isOver, type JobRecord, type JobWish, placeOf } from "./record";
import { type JobRoom, settingsOf } from "./room";

export type Asker = { account: string; region: string };

/** Takes a job on. Once the promise is kept, the job survives whatever happens to this process. */
export async function acceptJob(room: JobRoom, asker: Asker, wish: JobWish): Promise<JobRecord> {
  const earlier = [...room.jobs.all()].find((job) => isTheirs(job, asker) && job.token === wish.token);
  if (earlier) return earlier;
  await admit(room, asker, wish);
  const { world } = room;
  const now = world.clock.now();
  const settings = settingsOf(room);
  const id = world.nextId("", 12);
  const hidden = world.faults.fire("not-found-after-create", {
    provider: "bedrock",
    operation: "batches.create",
    about: id,
  });
  const job: JobRecord = {
    ...wish,
    ...asker,
    id,
    arn: `arn:aws:bedrock:${asker.region}:${asker.account}:model-invocation-job/${id}`,
    status: "Submitted",
    message: null,
    at: { submitted: now, modified: now },
    expires: now + wish.timeoutHours * 3_600_000,
    dueAt: now + settings.submittedSeconds * 1000,
    epoch: 0,
    outcomes: settings.outcomes,
    inputs: null,
    plan: null,
    pace: null,
    counts: null,
    billed: "0",
    hiddenUntil: hidden ? now + hidden.seconds * 1000 : 0,
    polls: 0,
  };
  const kept = room.jobs.put(job);
  room.arm(job);
  room.events.announce(job, now);
  await kept;
  return job;
}

export const isTheirs = (job: JobRecord, { account, region }: Asker) =>
  job.account === account && job.region === region;

async function admit(room: JobRoom, asker: Asker, wish: JobWish): Promise<void> {
  const settings = settingsOf(room);
  const model = baseModel(wish.modelId);
  const role = settings.roles[wish.roleArn] ?? settings.roles.default;
  if (!role?.passable || wish.roleArn.split(":")[4] !== asker.account)
    refuse("AccessDeniedException", notAuthorized(asker.account, "iam:PassRole", wish.roleArn));
  if (!role.trusted)
    refuse(
      "ValidationException",
      `The provided role ${wish.roleArn} cannot be assumed by principal 'bedrock.amazonaws.com'. Validate the trust relationships are configured correctly on the IAM role.`,
    );
  if (settings.models && !settings.models.includes(model))
    refuse("ValidationException", "The provided model identifier is invalid.");
  if (settings.noBatch.includes(model))
    refuse("ValidationException", `Batch inference is not supported for model ${model}.`);
  for (const uri of [wish.inputUri, wish.outputUri]) admitBucket(room, asker, placeOf(uri).bucket);
  const theirs = [...room.jobs.all()].filter((job) => isTheirs(job, asker));
  if (settings.uniqueNames && theirs.some((job) => job.jobName === wish.jobName))
    refuse("ConflictException", `A model invocation job with the name ${wish.jobName} already exists.`);
  const active = theirs.filter((job) => !isOver(job) && baseModel(job.modelId) === model).length;
  const most = numberFor(settings.concurrentJobs, model);
  if (active >= most)
    refuse(
      "ServiceQuotaExceededException",
      `The sum of in-progress and submitted batch inference jobs using model ${model} exceeds the quota of ${most}.`,
    );
  if (settings.tooFew === "refused") await admitSize(room, wish, numberFor(settings.minRecords, model));
}

function admitBucket(room: JobRoom, { region }: Asker, bucket: string): void {
  if (!bucketSettings(room.world, bucket).exists)
    refuse("ValidationException", `The specified S3 bucket does not exist: ${bucket}.`);
  const there = bucketRegion(room.world, bucket);
  if (there !== region)
    refuse(
      "ValidationException",
      `The S3 bucket ${bucket} is in region ${there}; it must be in the region of the job, ${region}.`,
    );
}

async function admitSize(room: JobRoom, wish: JobWish, least: number): Promise<void> {
  let records = 0;
  for (const object of inputObjects(room, wish))
    for await (const line of readLines(room.store.path(object.file))) if (line.text !== "") records += 1;
  if (records < least) refuse("ValidationException", tooFewRecords(records, least));
}
