import "server-only";
import type { Context } from "@/lib/platform/context";
import { downloadProblems } from "@/lib/stages/imports/download-problems";
import { problemCsv, problemJson, problemsHeading } from "@/lib/stages/imports/model/export";
import { toView } from "@/lib/stages/imports/model/view";
import { readImport } from "@/lib/stages/imports/read-import";

const TYPES = { jsonl: "application/jsonl; charset=utf-8", csv: "text/csv; charset=utf-8" };

/** All problems of an import as a file, streamed. Of a file that could not be read at all: the reason. */
export async function problemsFile(
  ctx: Context,
  importId: string,
  format: "jsonl" | "csv",
): Promise<Response> {
  const seen = await readImport(ctx, { importId });
  const rows = downloadProblems(ctx, { importId });
  const write = format === "csv" ? problemCsv : problemJson;
  async function* lines() {
    if (format === "csv") yield problemsHeading();
    if (seen.import.status === "failed")
      for (const problem of toView(seen).problems)
        yield write({ ...problem, id: 0, value: null, raw: "", state: "open" });
    for await (const batch of rows) yield batch.map(write).join("");
  }
  const name = `${seen.import.filename.replace(/[^\w.-]+/g, "_")}.problems.${format}`;
  return new Response(streamOf(lines()), {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await texts.return(undefined)),
  });
}
