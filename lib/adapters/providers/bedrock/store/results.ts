import { Readable } from "node:stream";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { WireManifest } from "@/lib/adapters/providers/bedrock/api";
import type { Aws } from "@/lib/adapters/providers/bedrock/client";
import { reading, wordsOf } from "@/lib/adapters/providers/bedrock/failure";
import { retrieve } from "@/lib/adapters/providers/bedrock/job";
import { outputOf } from "@/lib/adapters/providers/bedrock/names";
import { AppError } from "@/lib/core/errors";
import type { ResultLine } from "@/lib/core/provider";
import { downloadLines } from "@/lib/platform/http/download";
import { jsonLine } from "@/lib/platform/http/json-line";

type Place = { bucket: string; prefix: string };
type Stored = { bucket: string; key: string; bytes: number };

const ROWS = ".jsonl.out";
const MANIFEST = "manifest.json.out";

/**
 * The rows of every output file. Where the manifest counts other rows than there are, a last line says so: the rows
 * stand as they are, and what is missing among them is seen by its id.
 */
export async function* results(aws: Aws, id: string, signal: AbortSignal): AsyncGenerator<ResultLine> {
  const job = await retrieve(aws, id, signal);
  const uri = job.outputDataConfig?.s3OutputDataConfig.s3Uri;
  if (!uri) throw new AppError("not_found", "Bedrock does not say where the results are.");
  const files = await filesBelow(aws, outputOf(job.jobArn, uri), signal);
  let rows = 0;
  for (const file of files.filter(({ key }) => key.endsWith(ROWS))) {
    for await (const bytes of linesOf(aws, file, signal)) {
      rows += 1;
      yield { part: "output", bytes };
    }
  }
  const manifest = files.find(({ key }) => key.endsWith(MANIFEST));
  const told = manifest ? await countOf(aws, manifest, signal) : null;
  if (told !== null && told !== rows)
    yield { part: "summary", bytes: Buffer.from(jsonLine({ manifest: told, rows })) };
}

async function filesBelow(aws: Aws, { bucket, prefix }: Place, abortSignal: AbortSignal): Promise<Stored[]> {
  const files: Stored[] = [];
  for (let ContinuationToken: string | undefined; ; ) {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken });
    const page = await reading(wordsOf(aws, "The results", "s3:ListBucket", "s3"), () =>
      aws.s3.send(command, { abortSignal }),
    );
    for (const { Key, Size } of page.Contents ?? [])
      if (Key) files.push({ bucket, key: Key, bytes: Size ?? 0 });
    ContinuationToken = page.NextContinuationToken;
    if (!page.IsTruncated || !ContinuationToken) return files;
  }
}

async function* linesOf(aws: Aws, file: Stored, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const words = wordsOf(aws, "The result file", "s3:GetObject", "s3");
  const response = await open(aws, file, signal);
  yield* downloadLines({ response, words, length: async () => file.bytes });
}

/** An object as an answer whose length is known, however it is sent. */
async function open(aws: Aws, { bucket, key, bytes }: Stored, abortSignal: AbortSignal): Promise<Response> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key });
  const words = wordsOf(aws, "The result file", "s3:GetObject", "s3");
  const { Body } = await reading(words, () => aws.s3.send(command, { abortSignal }));
  const stream = Body instanceof Readable ? Readable.toWeb(Body) : (Body?.transformToWebStream() ?? null);
  return new Response(stream as ReadableStream | null, { headers: { "content-length": String(bytes) } });
}

/** How many rows the manifest says there are; null when it does not say, or cannot be read. */
async function countOf(aws: Aws, file: Stored, signal: AbortSignal): Promise<number | null> {
  const text = await (await open(aws, file, signal)).text().catch(() => "");
  const manifest = WireManifest.safeParse(parsed(text));
  if (!manifest.success) return null;
  const { processedRecordCount, successRecordCount, errorRecordCount } = manifest.data;
  if (processedRecordCount != null) return processedRecordCount;
  return successRecordCount == null ? null : successRecordCount + (errorRecordCount ?? 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
