import { AppError } from "@/lib/core/errors";
import type { ResultLine } from "@/lib/core/provider";
import { downloadLines } from "@/lib/platform/http/download";
import { WireBatch, WireFile } from "./api";
import { type OpenaiClient, PATIENCE, parseAnswer, reading, wordsOf } from "./client";
import { readResult } from "./dialect/outcome";
import { type ResultFile, resultFiles } from "./map";
import { SCOPES } from "./rights";

export async function retrieve(client: OpenaiClient, id: string, signal: AbortSignal): Promise<WireBatch> {
  return reading(wordsOf(client, "The batch"), async () =>
    parseAnswer(WireBatch, await client.sdk.batches.retrieve(id, { signal })),
  );
}

/** Both files, in whatever state the batch ended: expired and cancelled ones hold work that is billed. */
export async function* results(
  client: OpenaiClient,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<ResultLine> {
  const files = resultFiles(await retrieve(client, id, signal));
  let gone: AppError | null = null;
  for (const file of files) {
    try {
      yield* linesOf(client, file, signal);
    } catch (thrown) {
      // One file that was deleted must not hide the other.
      if (!(thrown instanceof AppError) || thrown.code !== "not_found") throw thrown;
      gone = thrown;
    }
  }
  if (gone) throw gone;
}

async function* linesOf(
  client: OpenaiClient,
  { part, id }: ResultFile,
  signal: AbortSignal,
): AsyncGenerator<ResultLine> {
  const words = wordsOf(client, "The result file", SCOPES.files);
  const response = await reading(words, () =>
    client.sdk.files.content(id, { signal, timeout: PATIENCE.create }),
  );
  const length = async () => {
    const file = await client.sdk.files.retrieve(id, { signal }).catch(() => null);
    return WireFile.safeParse(file).data?.bytes || null;
  };
  for await (const bytes of downloadLines({ response, words, length })) yield { part, bytes };
}

/** Whether the results name ids of ours; null when they name none at all. */
export async function bearsNonce(
  client: OpenaiClient,
  { batch, nonce }: { batch: WireBatch; nonce: string },
  signal: AbortSignal,
): Promise<boolean | null> {
  try {
    for (const file of resultFiles(batch)) {
      for await (const line of linesOf(client, file, signal)) {
        const { id } = readResult(line);
        if (id !== null) return id.startsWith(`${nonce}_`);
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== "not_found") throw thrown;
  }
  return null;
}
