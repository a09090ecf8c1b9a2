import type { Found, Submission } from "@/lib/core/provider";
import { type WireBatch, WireBatches, WireFile } from "./api";
import { type OpenaiClient, parseAnswer, reading, wordsOf } from "./client";
import { instantOf, remoteBatch } from "./map";
import { MARK } from "./metadata";
import { bearsNonce } from "./results";
import { SCOPES } from "./rights";
import { filenameOf } from "./submit";

/** Their clock and ours may differ by this much. */
const SKEW_MS = 10 * 60_000;
const PAGE = 100;

type Look = { client: OpenaiClient; submission: Submission; known: ReadonlySet<string>; signal: AbortSignal };

/**
 * Looks for our mark in the newest batches. A server that does not give the metadata back is asked for the names of
 * the input files, and where those are gone too the results tell.
 */
export async function find(look: Look): Promise<Found> {
  const unmarked: WireBatch[] = [];
  let remembers = false;
  for await (const batch of newestBatches(look)) {
    remembers ||= Object.keys(batch.metadata ?? {}).length > 0;
    if (batch.metadata?.[MARK] === look.submission.key) return { kind: "found", batch: remoteBatch(batch) };
    if (isPossible(batch, look)) unmarked.push(batch);
  }
  const candidates: WireBatch[] = [];
  // Where others have kept theirs, one without our mark is somebody else's.
  for (const batch of remembers ? [] : unmarked) {
    const verdict = await isOurs(batch, look);
    if (verdict === "yes") return { kind: "found", batch: remoteBatch(batch) };
    if (verdict === "maybe") candidates.push(batch);
  }
  return candidates.length === 0
    ? { kind: "none" }
    : { kind: "maybe", candidates: candidates.map((batch) => remoteBatch(batch)) };
}

/** Until all of a page is older than the submission. The order is not promised: only one seen to descend ends the search. */
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
    const query = { limit: PAGE, ...(after !== null && { after }) };
    return parseAnswer(WireBatches, await client.sdk.get<unknown>("/batches", { query, signal }));
  });
}

/** One that bears another mark, belongs to another submission or was made for another path is not ours. */
function isPossible(batch: WireBatch, { submission, known }: Look): boolean {
  if (batch.metadata?.[MARK] !== undefined || known.has(batch.id)) return false;
  const created = instantOf(batch.created_at);
  if (created && created.getTime() < submission.since.getTime() - SKEW_MS) return false;
  const total = batch.request_counts?.total || submission.requests;
  return (batch.endpoint ?? submission.path) === submission.path && total === submission.requests;
}

async function isOurs(
  batch: WireBatch,
  { client, submission, signal }: Look,
): Promise<"yes" | "no" | "maybe"> {
  const file = await inputFile(client, batch, signal);
  if (file?.filename) return file.filename === filenameOf(submission.key) ? "yes" : "no";
  if (file?.bytes && file.bytes !== submission.file.bytes) return "no";
  if (remoteBatch(batch).state !== "over") return "maybe";
  const bears = await bearsNonce(client, { batch, nonce: submission.nonce }, signal);
  return bears === null ? "maybe" : bears ? "yes" : "no";
}

/** Null: nobody knows it any more. */
async function inputFile(
  client: OpenaiClient,
  { input_file_id: id }: WireBatch,
  signal: AbortSignal,
): Promise<WireFile | null> {
  if (!id) return null;
  try {
    const words = wordsOf(client, "The input file", SCOPES.files);
    return await reading(words, async () =>
      parseAnswer(WireFile, await client.sdk.files.retrieve(id, { signal })),
    );
  } catch (thrown) {
    if (isNotFound(thrown)) return null;
    throw thrown;
  }
}

const isNotFound = (thrown: unknown) =>
  thrown instanceof Error && "code" in thrown && thrown.code === "not_found";
