import { ListModelInvocationJobsCommand } from "@aws-sdk/client-bedrock";
import type { Found, Submission } from "@/lib/core/provider";
import { parseAnswer, type WireJob, WireJobs } from "./api";
import type { Aws } from "./client";
import { reading, wordsOf } from "./failure";
import { remoteBatch } from "./map";
import { jobNameOf, tokenOf } from "./names";

/** Their clock and ours may differ by this much. */
const SKEW_MS = 10 * 60_000;
const PAGE = 100;

type Wanted = { submission: Submission; known: ReadonlySet<string> };

/** The job with our name and our token: nobody else's has them. */
export async function find(aws: Aws, { submission, known }: Wanted, signal: AbortSignal): Promise<Found> {
  for await (const job of namedJobs(aws, submission, signal))
    if (isOurs(job, submission) && !known.has(job.jobArn)) return { kind: "found", batch: remoteBatch(job) };
  return { kind: "none" };
}

/** The token is given back with every job; should one come without, the whole name decides. */
function isOurs({ clientRequestToken, jobName }: WireJob, { key }: Submission): boolean {
  return clientRequestToken ? clientRequestToken === tokenOf(key) : jobName === jobNameOf(key);
}

async function* namedJobs(
  aws: Aws,
  { key, since }: Submission,
  signal: AbortSignal,
): AsyncGenerator<WireJob> {
  const seen = new Set<string>();
  for (let nextToken: string | null = null; ; ) {
    const page: WireJobs = await pageOfJobs(aws, { key, since, nextToken }, signal);
    yield* page.invocationJobSummaries;
    nextToken = page.nextToken ?? null;
    // A server that gives the same page again would keep us here for ever.
    if (nextToken === null || seen.has(nextToken)) return;
    seen.add(nextToken);
  }
}

type Page = { key: string; since: Date; nextToken: string | null };

async function pageOfJobs(
  aws: Aws,
  { key, since, nextToken }: Page,
  abortSignal: AbortSignal,
): Promise<WireJobs> {
  return reading(wordsOf(aws, "The list of jobs", "bedrock:ListModelInvocationJobs"), async () => {
    const command = new ListModelInvocationJobsCommand({
      nameContains: jobNameOf(key),
      submitTimeAfter: new Date(since.getTime() - SKEW_MS),
      maxResults: PAGE,
      ...(nextToken !== null && { nextToken }),
    });
    return parseAnswer(WireJobs, await aws.jobs.send(command, { abortSignal }));
  });
}
