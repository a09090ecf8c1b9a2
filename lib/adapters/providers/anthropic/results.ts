import { AppError } from "@/lib/core/errors";
import type { ResultLine } from "@/lib/core/provider";
import { downloadLines } from "@/lib/platform/http/download";
import { WireBatch } from "./api";
import { type AnthropicClient, PATIENCE, parseAnswer, pathOf, reading, wordsOf } from "./client";
import { readResult } from "./dialect/outcome";

export async function retrieve(client: AnthropicClient, id: string, signal: AbortSignal): Promise<WireBatch> {
  return reading(wordsOf(client, "The batch"), async () =>
    parseAnswer(WireBatch, await client.sdk.get<unknown>(pathOf(id), { signal })),
  );
}

/** Not by the SDK's own reader: it stops at a blank line, and sends the key wherever the batch says. */
export async function* results(
  client: AnthropicClient,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<ResultLine> {
  const batch = await retrieve(client, id, signal);
  if (batch.processing_status !== "ended") return;
  if (batch.archived_at)
    throw new AppError("not_found", "Anthropic keeps results for 29 days, and these are gone.");
  const words = wordsOf(client, "The result file");
  const response = await reading(words, () =>
    client.sdk
      .get<unknown>(resultsAddress(client, batch), {
        headers: { accept: "application/binary" },
        signal,
        timeout: PATIENCE.open,
        __binaryResponse: true,
      })
      .asResponse(),
  );
  const length = async () => null;
  for await (const bytes of downloadLines({ response, words, length })) yield { part: "output", bytes };
}

/** The address that the batch names, if it is on the connection's own origin; else where results always are. */
export function resultsAddress({ address }: Pick<AnthropicClient, "address">, batch: WireBatch): string {
  const own = `${address}${pathOf(batch.id, "results")}`;
  if (!batch.results_url || !URL.canParse(batch.results_url, address)) return own;
  const told = new URL(batch.results_url, address);
  return told.origin === new URL(address).origin ? told.href : own;
}

/** Whether the results name ids of ours; null when there are none to be read. */
export async function bearsNonce(
  client: AnthropicClient,
  { id, nonce }: { id: string; nonce: string },
  signal: AbortSignal,
): Promise<boolean | null> {
  try {
    for await (const line of results(client, id, signal)) {
      const outcome = readResult(line);
      if (outcome.id !== null) return outcome.id.startsWith(`${nonce}_`);
    }
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== "not_found") throw thrown;
  }
  return null;
}
