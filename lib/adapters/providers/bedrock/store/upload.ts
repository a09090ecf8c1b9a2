import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { Aws } from "@/lib/adapters/providers/bedrock/client";
import { awsFailure, missingRight, specialWords, wordsOf } from "@/lib/adapters/providers/bedrock/failure";
import { inputKeyOf } from "@/lib/adapters/providers/bedrock/names";
import type { Submission, Submitted } from "@/lib/core/provider";
import { isForNow, statusWords } from "@/lib/platform/http/failure";

const PIECE_BYTES = 8 * 1024 * 1024;
const PIECES_AT_A_TIME = 2;

/** Streams the part's file into the bucket, in pieces where it is large. Null when it is there; nothing has been charged yet. */
export async function upload(
  aws: Aws,
  { key, file }: Submission,
  signal: AbortSignal,
): Promise<Submitted | null> {
  if (!(await stat(file.path).catch(() => null)))
    return {
      kind: "refused",
      code: "file_missing",
      message: "The prepared file is gone from the file store.",
    };
  const body = createReadStream(file.path, { highWaterMark: 256 * 1024 });
  const sending = new Upload({
    client: aws.uploads,
    params: {
      Bucket: aws.settings.bucket,
      Key: inputKeyOf(aws.settings, key),
      Body: body,
      ContentType: "application/jsonl",
    },
    partSize: PIECE_BYTES,
    queueSize: PIECES_AT_A_TIME,
  });
  const stop = () => void sending.abort();
  signal.addEventListener("abort", stop);
  try {
    signal.throwIfAborted();
    await sending.done();
    return null;
  } catch (thrown) {
    return notUploaded(aws, thrown);
  } finally {
    signal.removeEventListener("abort", stop);
    body.destroy();
  }
}

/** A file that did not arrive starts nothing: it is never in doubt. */
function notUploaded(aws: Aws, thrown: unknown): Submitted {
  const told = awsFailure(thrown);
  const { failure, name } = told;
  const permission = missingRight(told) ?? "s3:PutObject";
  const words = wordsOf(aws, "The bucket", permission, "s3");
  if (failure.kind !== "status") {
    const why = "why" in failure ? failure.why : "the call was stopped";
    return {
      kind: "later",
      message: `The input did not reach S3 at ${words.address}: ${why}.`,
      retryAfterSeconds: null,
    };
  }
  const { status, retryAfterSeconds } = failure;
  const message = specialWords(told) ?? statusWords(status, words);
  // Keys and rights can be put right, and then the same batch is welcome.
  if (isForNow(status) || status === 401 || status === 403)
    return { kind: "later", message, retryAfterSeconds };
  return { kind: "refused", code: name.slice(0, 80), message };
}

/** Best effort: what stays behind starts nothing and costs next to nothing. */
export async function discard(aws: Aws, key: string): Promise<void> {
  const command = new DeleteObjectCommand({
    Bucket: aws.settings.bucket,
    Key: inputKeyOf(aws.settings, key),
  });
  await aws.s3.send(command).catch(() => null);
}
