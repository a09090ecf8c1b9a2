import type { WireJob } from "@/lib/adapters/providers/bedrock/api";
import type { Aws } from "@/lib/adapters/providers/bedrock/client";
import { remoteBatch } from "@/lib/adapters/providers/bedrock/map";
import { placeOf } from "@/lib/adapters/providers/bedrock/names";
import { AppError } from "@/lib/core/errors";
import { recordOf, textOf } from "@/lib/core/json";
import type { ResultLine } from "@/lib/core/provider";
import { jsonLine, parseBytes } from "@/lib/platform/http/json-line";
import { linesOf } from "./objects";

type Ended = { job: WireJob; seen: ReadonlySet<string> };

/**
 * Bedrock writes no row for what it never worked, so the input tells which records those are. Where the input is gone
 * there are no such lines, and settlement ends what is left by how the job ended.
 */
export async function* unworkedLines(
  aws: Aws,
  { job, seen }: Ended,
  signal: AbortSignal,
): AsyncGenerator<ResultLine> {
  const { ending, failure } = remoteBatch(job);
  const why = failure ? "failed" : ending;
  const uri = job.inputDataConfig?.s3InputDataConfig.s3Uri;
  if (!uri || why === "completed" || why === null) return;
  try {
    for await (const bytes of linesOf(aws, { ...placeOf(uri), bytes: null }, signal)) {
      const recordId = recordIdOf(bytes);
      if (recordId !== null && !seen.has(recordId))
        yield { part: "unworked", bytes: Buffer.from(jsonLine({ recordId, unworked: why })) };
    }
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== "not_found") throw thrown;
  }
}

const HEAD = /^\{"recordId":"([\w-]{1,64})",/;

/** Of our own lines and of most of Bedrock's it stands in front; only for the others the whole line is read. */
export function recordIdOf(bytes: Uint8Array): string | null {
  const head = HEAD.exec(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 100)).toString("latin1"),
  );
  return head?.[1] ?? textOf(recordOf(parseBytes(bytes))?.recordId);
}
