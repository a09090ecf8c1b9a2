import { AppError } from "@/lib/core/errors";
import type { ResultLine } from "@/lib/core/provider";
import { WireJob } from "./api";
import { parseAnswer, reading, sendForJson, type VertexClient, wordsOf } from "./client";
import { idOf } from "./map";
import { folderLines } from "./stores/read-folder";
import { tableRows } from "./stores/read-table";

/** A person may have given the whole name of a job. */
export const jobUrl = (client: VertexClient, id: string): string =>
  `${client.home}/batchPredictionJobs/${encodeURIComponent(idOf(id))}`;

export async function retrieve(client: VertexClient, id: string, signal: AbortSignal): Promise<WireJob> {
  return reading(wordsOf(client, "The job"), async () =>
    parseAnswer(WireJob, await sendForJson(client, { url: jobUrl(client, id), signal })),
  );
}

/**
 * What the job wrote, from where the job itself says it did, in whatever state it ended. Rows that had no turn are in no
 * output: whoever asks knows which those are.
 */
export async function* results(
  client: VertexClient,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<ResultLine> {
  const { outputInfo } = await retrieve(client, id, signal);
  const { gcsOutputDirectory, bigqueryOutputDataset, bigqueryOutputTable } = outputInfo ?? {};
  if (gcsOutputDirectory)
    yield* folderLines(client, placeOf(gcsOutputDirectory, /^gs:\/\/([^/]+)\/(.+)$/), signal);
  else if (bigqueryOutputDataset && bigqueryOutputTable) {
    const [project, dataset] = placeOf(bigqueryOutputDataset, /^bq:\/\/([^.]+)\.([^.]+)$/);
    yield* tableRows(client, { project, dataset, table: bigqueryOutputTable }, signal);
  }
}

function placeOf(uri: string, shape: RegExp): [string, string] {
  const match = shape.exec(uri);
  if (match?.[1] && match[2]) return [match[1], match[2]];
  throw new AppError("provider_busy", "Vertex AI names a place for the results that cannot be read.");
}
