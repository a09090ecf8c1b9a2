import { WireManifest } from "@/lib/adapters/providers/bedrock/api";
import type { Aws } from "@/lib/adapters/providers/bedrock/client";
import { retrieve } from "@/lib/adapters/providers/bedrock/job";
import { remoteBatch, workedBy } from "@/lib/adapters/providers/bedrock/map";
import { outputOf } from "@/lib/adapters/providers/bedrock/names";
import { AppError } from "@/lib/core/errors";
import type { ResultLine } from "@/lib/core/provider";
import { jsonLine, parseBytes } from "@/lib/platform/http/json-line";
import { linesOf, objectsBelow, openObject, type Stored } from "./objects";
import { recordIdOf, unworkedLines } from "./unworked";

const ROWS = ".jsonl.out";
const MANIFEST = "manifest.json.out";

/**
 * The rows of every output file, and a line for each record that never ran. Where the manifest counts other rows than
 * there are, a last line says so: the rows stand as they are, and what is missing among them is seen by its id.
 */
export async function* results(aws: Aws, id: string, signal: AbortSignal): AsyncGenerator<ResultLine> {
  const job = await retrieve(aws, id, signal);
  const uri = job.outputDataConfig?.s3OutputDataConfig.s3Uri;
  if (!remoteBatch(job).hasResults) return;
  if (!uri) throw new AppError("not_found", "Bedrock does not say where the results are.");
  const files = await objectsBelow(aws, outputOf(job.jobArn, uri), signal);
  const seen = new Set<string>();
  let rows = 0;
  for (const file of files.filter(({ key }) => key.endsWith(ROWS))) {
    for await (const bytes of linesOf(aws, file, signal)) {
      rows += 1;
      const recordId = recordIdOf(bytes);
      if (recordId !== null) seen.add(recordId);
      yield { part: "output", bytes };
    }
  }
  // Only if all that ran is here: else a record whose row is missing would be called one that never ran.
  if (workedBy(job) === rows) yield* unworkedLines(aws, { job, seen }, signal);
  const manifest = files.find(({ key }) => key.endsWith(MANIFEST));
  const told = manifest ? await countOf(aws, manifest, signal) : null;
  if (told !== null && told !== rows)
    yield { part: "summary", bytes: Buffer.from(jsonLine({ manifest: told, rows })) };
}

/** How many rows the manifest says there are; null when it does not say, or cannot be read. */
async function countOf(aws: Aws, file: Stored, signal: AbortSignal): Promise<number | null> {
  const response = await openObject(aws, file, signal);
  const bytes = await response.arrayBuffer().catch(() => new ArrayBuffer(0));
  const manifest = WireManifest.safeParse(parseBytes(new Uint8Array(bytes)));
  return manifest.success ? workedBy(manifest.data) : null;
}
