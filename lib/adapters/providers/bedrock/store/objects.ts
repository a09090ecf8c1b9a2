import { Readable } from "node:stream";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Aws } from "@/lib/adapters/providers/bedrock/client";
import { reading, wordsOf } from "@/lib/adapters/providers/bedrock/failure";
import { downloadLines } from "@/lib/platform/http/download";

export type Stored = { bucket: string; key: string /** Null: not known beforehand. */; bytes: number | null };

/** All that lies below a prefix. */
export async function objectsBelow(
  aws: Aws,
  { bucket, prefix }: { bucket: string; prefix: string },
  abortSignal: AbortSignal,
): Promise<Stored[]> {
  const found: Stored[] = [];
  for (let ContinuationToken: string | undefined; ; ) {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken });
    const page = await reading(wordsOf(aws, "The results", "s3:ListBucket", "s3"), () =>
      aws.s3.send(command, { abortSignal }),
    );
    for (const { Key, Size } of page.Contents ?? [])
      if (Key) found.push({ bucket, key: Key, bytes: Size ?? null });
    ContinuationToken = page.NextContinuationToken;
    if (!page.IsTruncated || !ContinuationToken) return found;
  }
}

const fileWords = (aws: Aws) => wordsOf(aws, "The file", "s3:GetObject", "s3");

export async function* linesOf(aws: Aws, file: Stored, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const response = await openObject(aws, file, signal);
  yield* downloadLines({ response, words: fileWords(aws), length: async () => null });
}

/** An object as an answer whose length is known, however it is sent. */
export async function openObject(
  aws: Aws,
  { bucket, key, bytes }: Stored,
  abortSignal: AbortSignal,
): Promise<Response> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key });
  const { Body, ContentLength } = await reading(fileWords(aws), () => aws.s3.send(command, { abortSignal }));
  const stream = Body instanceof Readable ? Readable.toWeb(Body) : (Body?.transformToWebStream() ?? null);
  const length = bytes ?? ContentLength;
  return new Response(stream as ReadableStream | null, {
    headers: length === undefined ? {} : { "content-length": String(length) },
  });
}
