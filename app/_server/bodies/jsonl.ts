import "server-only";

/** Rows as they come, a JSON object a line; read no faster than they are taken. */
export async function jsonlResponse(rows: AsyncGenerator<unknown[]>, filename: string): Promise<Response> {
  // What cannot be read at all is refused before the answer begins.
  const first = await rows.next();
  async function* texts() {
    if (!first.done) yield textOf(first.value);
    for await (const more of rows) yield textOf(more);
  }
  return new Response(streamOf(texts(), rows), {
    headers: {
      "content-type": "application/jsonl; charset=utf-8",
      "content-disposition": `attachment; filename="${filename.replace(/[^\w.-]+/g, "_")}"`,
      "cache-control": "no-store",
    },
  });
}

const textOf = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

function streamOf(
  texts: AsyncGenerator<string>,
  rows: AsyncGenerator<unknown[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
      await rows.return(undefined);
    },
  });
}
