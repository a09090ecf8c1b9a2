import { type Field, guessedFields, misfit, readFields } from "@/lib/sandbox/bigquery/fields";
import { type BigqueryRoom, demandDataset, demandPermission, settingsOf } from "@/lib/sandbox/bigquery/room";
import type { Row } from "@/lib/sandbox/bigquery/rows";
import type { TableName, TableRecord } from "@/lib/sandbox/bigquery/table-room";
import { refuse } from "@/lib/sandbox/google/complain";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { readLines } from "@/lib/sandbox/work/lines";
import { type JobError, type JobRecord, readTable } from "./job";

export type Load = { configuration: Record<string, unknown>; project: string; media: string | null };
type Loaded = Pick<JobRecord, "error" | "statistics"> & { location: string };

/** A row that cannot go in ends the load: nothing of it stays. */
class BadRow extends Error {
  constructor(
    readonly problem: JobError,
    readonly line: number,
  ) {
    super(problem.message);
  }
}

/** Brings JSON lines into a table, from Cloud Storage or from the upload itself. */
export async function runLoad(room: BigqueryRoom, { configuration, project, media }: Load): Promise<Loaded> {
  const load = isRecord(configuration.load) ? configuration.load : {};
  const name = readTable(load.destinationTable, project);
  if (!name) return refuse("store", "INVALID_ARGUMENT", "Required parameter is missing: destinationTable");
  const location = demandDataset(room, name.project, name.dataset);
  demandPermission(room, "bigquery.tables.updateData", `Dataset ${name.project}:${name.dataset}`);
  const failed = (error: JobError): Loaded => ({ location, error, statistics: {} });
  if (load.sourceFormat !== "NEWLINE_DELIMITED_JSON")
    return failed({ reason: "invalid", message: "The sandbox loads NEWLINE_DELIMITED_JSON only." });
  const sources = media === null ? sourcesOf(room, load.sourceUris) : [media];
  if (!Array.isArray(sources)) return failed(sources);
  try {
    const table = await destination(room, { name, load, first: sources[0] ?? "" });
    if (!("id" in table)) return failed(table);
    const ignores = load.ignoreUnknownValues === true;
    const rows = await room.tables.append(table, rowsOf(sources, table.fields, ignores));
    return { location, error: null, statistics: { load: { outputRows: String(rows) } } };
  } catch (error) {
    if (!(error instanceof BadRow)) throw error;
    return failed({ ...error.problem, location: `line ${error.line}` });
  }
}

function sourcesOf(room: BigqueryRoom, uris: unknown): string[] | JobError {
  const paths: string[] = [];
  for (const uri of Array.isArray(uris) ? uris : []) {
    const match = /^gs:\/\/([^/]+)\/(.+)$/.exec(String(uri));
    const [bucket, name] = [match?.[1] ?? "", match?.[2] ?? ""];
    if (settingsOf(room).denied.includes("storage.objects.get"))
      return { reason: "accessDenied", message: `Access Denied: File ${uri}: storage.objects.get denied` };
    const found = name.endsWith("*")
      ? room.objects.within(bucket, name.slice(0, -1))
      : [room.objects.find(bucket, name)].flatMap((object) => object ?? []);
    if (found.length === 0) return { reason: "notFound", message: `Not found: URI ${uri}` };
    paths.push(...found.map((object) => room.objects.path(object)));
  }
  return paths.length > 0 ? paths : { reason: "invalid", message: "No source was given." };
}

type Destination = { name: TableName; load: Record<string, unknown>; first: string };

/** The table to load into, made or emptied as the load asks. */
async function destination(
  room: BigqueryRoom,
  { name, load, first }: Destination,
): Promise<TableRecord | JobError> {
  const found = room.tables.find(name);
  if (found) {
    if (load.writeDisposition === "WRITE_EMPTY" && found.rows > 0)
      return { reason: "duplicate", message: `Already Exists: Table ${found.id}` };
    if (load.writeDisposition === "WRITE_TRUNCATE") await room.tables.empty(found);
    return found;
  }
  if (load.createDisposition === "CREATE_NEVER")
    return { reason: "notFound", message: `Not found: Table ${name.dataset}.${name.table}` };
  demandPermission(room, "bigquery.tables.create", `Dataset ${name.project}:${name.dataset}`);
  const fields = readFields(load.schema) ?? (await guessed(first));
  return room.tables.create(name, fields);
}

async function guessed(path: string): Promise<Field[]> {
  for await (const line of readLines(path)) return guessedFields(parsed(line.text, 1));
  return [];
}

async function* rowsOf(paths: string[], fields: Field[], ignores: boolean): AsyncGenerator<Row> {
  for (const path of paths)
    for await (const line of readLines(path)) {
      if (line.text.trim() === "") continue;
      const row = parsed(line.text, line.number);
      const wrong = misfit(row, fields, ignores);
      if (wrong) throw new BadRow({ reason: "invalid", message: wrong }, line.number);
      yield row;
    }
}

function parsed(text: string, line: number): Row {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw new BadRow({ reason: "invalid", message: "JSON parsing error: the line is not an object." }, line);
}
