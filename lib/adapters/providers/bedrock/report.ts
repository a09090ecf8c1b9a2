import { ListModelInvocationJobsCommand } from "@aws-sdk/client-bedrock";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { ConnectionReport } from "@/lib/core/provider";
import { parseAnswer, WireJobs } from "./api";
import type { Aws } from "./client";
import { awsError, awsFailure, missingRight, wordsOf } from "./failure";
import { everythingOf } from "./names";

type Check = ConnectionReport["checks"][number];
type Asked = {
  name: string;
  what: string;
  right: string;
  on: string;
  place: "jobs" | "s3";
  call(): Promise<unknown>;
};

/**
 * Lists jobs, then writes, reads, lists and deletes a small file where inputs will lie: all that can be learned
 * without making a job. What the job role may do shows only in the first job, and so does the right to pass it.
 */
export async function report(aws: Aws, abortSignal: AbortSignal): Promise<ConnectionReport> {
  const { bucket } = aws.settings;
  let accounts: string[] = [];
  const jobs = await ask(aws, {
    name: "Batch jobs",
    what: "The address for jobs",
    right: "bedrock:ListModelInvocationJobs",
    on: "*",
    place: "jobs",
    call: async () => {
      const command = new ListModelInvocationJobsCommand({ maxResults: 1 });
      const page = parseAnswer(WireJobs, await aws.jobs.send(command, { abortSignal }));
      accounts = page.invocationJobSummaries.map(({ jobArn }) => jobArn.split(":")[4] ?? "");
    },
  });
  // Without an address or keys there is nothing more to learn.
  if (jobs.reach !== null) return { ok: false, checks: [jobs.reach] };
  const there = await ask(aws, {
    name: "Bucket",
    what: "The bucket",
    right: "s3:ListBucket",
    on: `arn:aws:s3:::${bucket}`,
    place: "s3",
    call: () => aws.s3.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal }),
  });
  const checks = [good("Address and keys"), jobs.check, there.check, ...roleChecks(aws, accounts)];
  if (there.check.ok) checks.push(...(await fileChecks(aws, abortSignal)));
  return { ok: checks.every(({ ok }) => ok), checks };
}

async function fileChecks(aws: Aws, abortSignal: AbortSignal): Promise<Check[]> {
  const { bucket, prefix } = aws.settings;
  const folder = `${prefix ? `${prefix}/` : ""}offpeak/`;
  const file = { Bucket: bucket, Key: `${folder}connection-test` };
  const on = everythingOf(aws.settings);
  const place = "s3" as const;
  const calls: Omit<Asked, "on" | "place">[] = [
    {
      name: "Write inputs",
      what: "The bucket",
      right: "s3:PutObject",
      call: () => aws.s3.send(new PutObjectCommand({ ...file, Body: "Offpeak\n" }), { abortSignal }),
    },
    {
      name: "Read results",
      what: "The file just written",
      right: "s3:GetObject",
      call: async () => {
        const { Body } = await aws.s3.send(new GetObjectCommand(file), { abortSignal });
        await Body?.transformToByteArray();
      },
    },
    {
      name: "List results",
      what: "The bucket",
      right: "s3:ListBucket",
      call: () =>
        aws.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: folder, MaxKeys: 1 }), {
          abortSignal,
        }),
    },
    {
      name: "Delete inputs",
      what: "The file just written",
      right: "s3:DeleteObject",
      call: () => aws.s3.send(new DeleteObjectCommand(file), { abortSignal }),
    },
  ];
  const checks: Check[] = [];
  for (const call of calls) {
    const { check } = await ask(aws, {
      ...call,
      on: call.right === "s3:ListBucket" ? `arn:aws:s3:::${bucket}` : on,
      place,
    });
    checks.push(check);
    // What could not be written can be neither read nor deleted.
    if (!check.ok && call.right === "s3:PutObject") break;
  }
  return checks;
}

/** A role can be passed inside its own account alone. Of which account the keys are shows in the ARN of any job. */
function roleChecks({ settings }: Aws, accounts: string[]): Check[] {
  const [account] = accounts;
  const own = settings.roleArn.split(":")[4];
  if (!account || account === own) return [];
  const message = `The job role belongs to account ${own}, and these keys to ${account}. A role cannot be passed to another account.`;
  return [{ name: "Job role", ok: false, message, missing: `iam:PassRole on ${settings.roleArn}` }];
}

/** `reach`: the failure lies before any right, in the address or the keys. */
async function ask(
  aws: Aws,
  { name, what, right, on, place, call }: Asked,
): Promise<{ check: Check; reach: Check | null }> {
  try {
    await call();
    return { check: good(name), reach: null };
  } catch (thrown) {
    const told = awsFailure(thrown);
    const { message } = awsError(thrown, wordsOf(aws, what, right, place));
    const status = told.failure.kind === "status" ? told.failure.status : null;
    const missing = status === 403 ? `${missingRight(told) ?? right} on ${on}` : null;
    const check = { name, ok: false, message, missing };
    const reach = status === 401 ? "Keys" : status === null ? "Address" : null;
    return { check, reach: reach === null ? null : { ...check, name: reach } };
  }
}

const good = (name: string): Check => ({ name, ok: true, message: null, missing: null });
