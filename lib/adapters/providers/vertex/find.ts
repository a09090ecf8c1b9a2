import type { Found, Submission } from "@/lib/core/provider";
import { type WireJob, WireJobs } from "./api";
import { parseAnswer, reading, sendForJson, type VertexClient, wordsOf } from "./client";
import { displayNameOf, KEY_LABEL } from "./labels";
import { idOf, remoteBatch } from "./map";

type Look = {
  client: VertexClient;
  submission: Submission;
  known: ReadonlySet<string>;
  signal: AbortSignal;
};

const MOST_PAGES = 20;

/** Asks for the one name that this submission's job would bear. Nobody else gives a job that name, so the answer is exact. */
export async function find(look: Look): Promise<Found> {
  const { submission, known } = look;
  for await (const job of namedJobs(look)) {
    const isOurs =
      job.displayName === displayNameOf(submission.key) || job.labels?.[KEY_LABEL] === submission.key;
    if (isOurs && !known.has(idOf(job.name))) return { kind: "found", batch: remoteBatch(job) };
  }
  return { kind: "none" };
}

async function* namedJobs({ client, submission, signal }: Look): AsyncGenerator<WireJob> {
  const filter = `display_name="${displayNameOf(submission.key)}"`;
  const words = wordsOf(client, "The list of jobs");
  let pageToken = "";
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const query = new URLSearchParams({ filter, pageSize: "100", ...(pageToken && { pageToken }) });
    const page = await reading(words, async () =>
      parseAnswer(
        WireJobs,
        await sendForJson(client, { url: `${client.home}/batchPredictionJobs?${query}`, signal }),
      ),
    );
    yield* page.batchPredictionJobs ?? [];
    if (!page.nextPageToken || page.nextPageToken === pageToken) return;
    pageToken = page.nextPageToken;
  }
}
