import { WireRows, WireTable } from "@/lib/adapters/providers/vertex/api";
import {
  PATIENCE,
  parseAnswer,
  reading,
  sendForJson,
  storeWords,
  type VertexClient,
} from "@/lib/adapters/providers/vertex/client";
import { ID_COLUMN } from "@/lib/adapters/providers/vertex/dialect/names";
import { AppError } from "@/lib/core/errors";
import type { ResultLine } from "@/lib/core/provider";
import { jsonLine } from "@/lib/platform/http/json-line";

type Table = { project: string; dataset: string; table: string };
type Cells = { v?: unknown }[];

/** A page has at most 10 MB, whatever is asked for. */
const PAGE_ROWS = 1000;
/** The request is not read back: it is the larger part of a row, and we have it. */
const WANTED = [ID_COLUMN, "response", "status", "processed_time"];

/** The rows of an output table as lines, page by page. */
export async function* tableRows(
  client: VertexClient,
  { project, dataset, table }: Table,
  signal: AbortSignal,
): AsyncGenerator<ResultLine> {
  const escaped = encodeURIComponent;
  const url = `${client.bigquery}/bigquery/v2/projects/${escaped(project)}/datasets/${escaped(dataset)}/tables/${escaped(table)}`;
  const words = storeWords(client, "The table of the results");
  const ask = (where: string) =>
    reading(words, () => sendForJson(client, { url: where, timeout: PATIENCE.create, signal }));
  const { schema } = parseAnswer(WireTable, await ask(`${url}?fields=schema`), "BigQuery");
  const columns = schema.fields.map(({ name }) => name).filter((name) => WANTED.includes(name));
  const encoder = new TextEncoder();
  let read = 0;
  for (let pageToken = ""; ; ) {
    const query = new URLSearchParams({
      maxResults: String(PAGE_ROWS),
      selectedFields: columns.join(","),
      "formatOptions.useInt64Timestamp": "true",
      ...(pageToken && { pageToken }),
    });
    const page = parseAnswer(WireRows, await ask(`${url}/data?${query}`), "BigQuery");
    for (const { f } of page.rows ?? []) {
      read += 1;
      yield { part: "rows", bytes: encoder.encode(rowLine(columns, f)) };
    }
    if (page.pageToken && page.pageToken !== pageToken) {
      pageToken = page.pageToken;
      continue;
    }
    if (read < Number(page.totalRows ?? 0))
      throw new AppError("provider_busy", "A table of results ended early. It is read again.");
    return;
  }
}

/** The same shape as a line of a file, the id in front: so it may be read even where the rest cannot. */
function rowLine(columns: string[], cells: Cells): string {
  const row = Object.fromEntries(columns.map((name, place) => [name, cells[place]?.v ?? null]));
  const { [ID_COLUMN]: id, response, ...rest } = row;
  return jsonLine({ [ID_COLUMN]: id, ...rest, response: parsed(response) });
}

/** JSON columns come as texts. */
function parsed(response: unknown): unknown {
  if (typeof response !== "string") return response ?? null;
  try {
    return JSON.parse(response);
  } catch {
    return response;
  }
}
