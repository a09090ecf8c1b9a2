import type { Found, Submission } from "@/lib/core/provider";
import { type WireBatch, WireBatches } from "./api";
import { type AnthropicClient, BATCHES, parseAnswer, reading, wordsOf } from "./client";
import { instantOf, remoteBatch, totalOf } from "./map";
import { bearsNonce } from "./results";

/** Their clock and ours may differ by this much. */
const SKEW_MS = 10 * 60_000;
const PAGE = 100;

type Look = {
  client: AnthropicClient;
  submission: Submission;
  known: ReadonlySet<string>;
  signal: AbortSignal;
};

/**
 * A batch of Anthropic bears no mark of ours but inside its results: every id begins with the nonce. Of the batches
 * that could be it by time and size, those that have ended are proved or ruled out; the others keep it open.
 */
export async function find(look: Look): Promise<Found> {
  const open: WireBatch[] = [];
  for await (const batch of newestBatches(look)) {
    if (!isPossible(batch, look)) continue;
    const bears = batch.processing_status === "ended" ? await prove(batch, look) : null;
    if (bears === true) return { kind: "found", batch: remoteBatch(batch) };
    if (bears === null) open.push(batch);
  }
  return open.length === 0
    ? { kind: "none" }
    : { kind: "maybe", candidates: open.map((batch) => remoteBatch(batch)) };
}

function prove({ id }: WireBatch, { client, submission, signal }: Look): Promise<boolean | null> {
  return bearsNonce(client, { id, nonce: submission.nonce }, signal);
}

function isPossible(batch: WireBatch, { submission, known }: Look): boolean {
  if (known.has(batch.id)) return false;
  const created = instantOf(batch.created_at);
  if (created && created.getTime() < submission.since.getTime() - SKEW_MS) return false;
  return (totalOf(batch) || submission.requests) === submission.requests;
}

/** Newest first; only an order that was seen to descend ends the search before the list does. */
async function* newestBatches(look: Look): AsyncGenerator<WireBatch> {
  const oldest = look.submission.since.getTime() - SKEW_MS;
  const seen = new Set<string>();
  for (let after: string | null = null; ; ) {
    const { data, has_more } = await page(look, after);
    const isNew = data.some(({ id }) => !seen.has(id));
    for (const { id } of data) seen.add(id);
    yield* data;
    const first = instantOf(data[0]?.created_at)?.getTime() ?? Number.NaN;
    const last = instantOf(data.at(-1)?.created_at)?.getTime() ?? Number.NaN;
    // A server that gives the same page again would keep us here for ever.
    if ((last < oldest && first > last) || !isNew || !has_more) return;
    after = data.at(-1)?.id ?? null;
  }
}

/** Not by the SDK's own pages: to them an answer without a list is an empty list, which here would mean "send it again". */
async function page({ client, signal }: Look, after: string | null): Promise<WireBatches> {
  return reading(wordsOf(client, "The list of batches"), async () => {
    const query = { limit: PAGE, ...(after !== null && { after_id: after }) };
    return parseAnswer(WireBatches, await client.sdk.get<unknown>(BATCHES, { query, signal }));
  });
}
