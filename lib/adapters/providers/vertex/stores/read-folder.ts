import { WireObjects } from "@/lib/adapters/providers/vertex/api";
import {
  PATIENCE,
  parseAnswer,
  reading,
  send,
  sendForJson,
  storeWords,
  type VertexClient,
} from "@/lib/adapters/providers/vertex/client";
import type { ResultLine } from "@/lib/core/provider";
import { downloadLines } from "@/lib/platform/http/download";

type Found = { name: string; size: string | null };

/** The lines of all files below a folder. Gemini writes `predictions.jsonl`; other jobs number theirs, and write errors apart. */
export async function* folderLines(
  client: VertexClient,
  [bucket, folder]: [string, string],
  signal: AbortSignal,
): AsyncGenerator<ResultLine> {
  const prefix = `${folder.replace(/\/$/, "")}/`;
  for (const file of await listFiles(client, { bucket, prefix, signal })) {
    const part = /^errors[^/]*$/.test(file.name.slice(prefix.length)) ? "errors" : "output";
    yield* fileLines(client, { bucket, file, part, signal });
  }
}

type Listing = { bucket: string; prefix: string; signal: AbortSignal };

const objectsUrl = (client: VertexClient, bucket: string) =>
  `${client.storage}/storage/v1/b/${encodeURIComponent(bucket)}/o`;

async function listFiles(client: VertexClient, { bucket, prefix, signal }: Listing): Promise<Found[]> {
  const found: Found[] = [];
  for (let pageToken = ""; ; ) {
    const query = new URLSearchParams({
      prefix,
      fields: "kind,nextPageToken,items(name,size)",
      ...(pageToken && { pageToken }),
    });
    const page = await reading(storeWords(client, "The folder of the results"), async () =>
      parseAnswer(
        WireObjects,
        await sendForJson(client, { url: `${objectsUrl(client, bucket)}?${query}`, signal }),
        "Cloud Storage",
      ),
    );
    for (const { name, size } of page.items ?? [])
      if (/^(predictions|errors)[^/]*\.jsonl$/.test(name.slice(prefix.length)))
        found.push({ name, size: size ?? null });
    if (!page.nextPageToken || page.nextPageToken === pageToken) return found;
    pageToken = page.nextPageToken;
  }
}

type Reading = { bucket: string; file: Found; part: string; signal: AbortSignal };

async function* fileLines(
  client: VertexClient,
  { bucket, file, part, signal }: Reading,
): AsyncGenerator<ResultLine> {
  const words = storeWords(client, "The result file");
  const response = await reading(words, () =>
    send(client, {
      url: `${objectsUrl(client, bucket)}/${encodeURIComponent(file.name)}?alt=media`,
      // Unpacked on the way, its length would no longer be the one that was announced.
      headers: { "accept-encoding": "identity" },
      timeout: PATIENCE.download,
      signal,
    }),
  );
  const length = async () => (file.size === null ? null : Number(file.size));
  for await (const bytes of downloadLines({ response, words, length })) yield { part, bytes };
}
