import { type BigqueryRoom, demandTable } from "@/lib/sandbox/bigquery/room";
import { refuse } from "@/lib/sandbox/google/complain";
import type { QueryResult } from "./job";

// The few statements that are asked here: constants, counts, columns of one table, an equality, a limit.

const from = /\sfrom\s+`?([^`\s]+)`?/i;
const where = /\swhere\s+`?(\w+)`?\s*=\s*(?:'([^']*)'|"([^"]*)"|(\d+))/i;
const limit = /\slimit\s+(\d+)/i;

export async function runQuery(room: BigqueryRoom, project: string, sql: string): Promise<QueryResult> {
  const text = ` ${sql.trim().replace(/;$/, "").replace(/\s+/g, " ")} `;
  const list = /^ select (.+?)(?: from |\s*$)/i.exec(text)?.[1];
  if (list === undefined)
    return refuse("store", "INVALID_ARGUMENT", `Syntax error: the sandbox cannot run "${sql}"`);
  const source = from.exec(text)?.[1];
  return source === undefined ? constants(list) : tableQuery(room, { project, text, list, source });
}

function constants(list: string): QueryResult {
  const items = list.split(",").map((item, place) => {
    const match = /^\s*(?:(\d+)|'([^']*)')(?:\s+as\s+(\w+))?\s*$/i.exec(item);
    if (!match) return refuse("store", "INVALID_ARGUMENT", `Syntax error: unexpected "${item.trim()}"`);
    const isNumber = match[1] !== undefined;
    return {
      name: match[3] ?? `f${place}_`,
      type: isNumber ? "INTEGER" : "STRING",
      value: isNumber ? Number(match[1]) : match[2],
    };
  });
  return {
    fields: items.map(({ name, type }) => ({ name, type, mode: "NULLABLE" })),
    rows: [Object.fromEntries(items.map(({ name, value }) => [name, value]))],
  };
}

type TableQuery = { project: string; text: string; list: string; source: string };

async function tableQuery(
  room: BigqueryRoom,
  { project, text, list, source }: TableQuery,
): Promise<QueryResult> {
  const parts = source.replace(":", ".").split(".");
  const [table = "", dataset = "", home = project] = parts.reverse();
  const found = demandTable(room, { project: home, dataset, table });
  const [, column, single, double, digits] = where.exec(text) ?? [];
  const wanted = single ?? double ?? digits;
  const most = Number(limit.exec(text)?.[1] ?? Number.POSITIVE_INFINITY);
  const rows: Record<string, unknown>[] = [];
  const count = /^count\(\*\)(?:\s+as\s+(\w+))?$/i.exec(list.trim());
  let matched = 0;
  for await (const { row } of room.tables.read(found)) {
    if (column !== undefined && String(row[column] ?? "") !== wanted) continue;
    matched += 1;
    if (!count) rows.push(row);
    if (rows.length >= most) break;
  }
  if (count) {
    const name = count[1] ?? "f0_";
    return { fields: [{ name, type: "INTEGER", mode: "NULLABLE" }], rows: [{ [name]: matched }] };
  }
  if (list.trim() === "*") return { fields: found.fields, rows };
  const names = list.split(",").map((name) => name.trim().replaceAll("`", ""));
  const fields = names.map(
    (name) =>
      found.fields.find((field) => field.name === name) ??
      refuse("store", "INVALID_ARGUMENT", `Unrecognized name: ${name}`),
  );
  return { fields, rows };
}
