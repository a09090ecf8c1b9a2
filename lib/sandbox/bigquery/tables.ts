import { complain, refuse } from "@/lib/sandbox/google/complain";
import { readToken, tokenFor } from "@/lib/sandbox/google/places";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { cellsOf, misfit, readFields } from "./fields";
import { readTable } from "./jobs/job";
import { type BigqueryRoom, demandDataset, demandPermission, demandTable, settingsOf } from "./room";
import type { Row } from "./rows";
import type { TableRecord } from "./table-room";

// A page is never larger than this, whatever the caller wants.
const largestPage = 10 * 1024 * 1024;

export function tableRoutes(room: BigqueryRoom, roots: string[]): Route[] {
  const nameOf = (call: Call) => ({
    project: call.params.project ?? "",
    dataset: call.params.dataset ?? "",
    table: call.params.table ?? "",
  });
  const body = (call: Call) =>
    readJson(call, (message) => complain("store", { kind: "INVALID_ARGUMENT", message }));

  function permitted(call: Call, permission: string): TableRecord {
    const table = demandTable(room, nameOf(call));
    demandPermission(room, permission, `Table ${table.id}`);
    return table;
  }

  async function create(call: Call): Promise<Reply> {
    const sent = await body(call);
    const { project, dataset } = nameOf(call);
    demandDataset(room, project, dataset);
    demandPermission(room, "bigquery.tables.create", `Dataset ${project}:${dataset}`);
    const name = readTable(isRecord(sent) ? sent.tableReference : null, project);
    if (!name) return refuse("store", "INVALID_ARGUMENT", "Required parameter is missing: tableReference");
    if (room.tables.find(name))
      return refuse("store", "ALREADY_EXISTS", `Already Exists: Table ${project}:${dataset}.${name.table}`);
    const fields = readFields(isRecord(sent) ? sent.schema : null) ?? [];
    return tableReply(room, call, await room.tables.create(name, fields));
  }

  function list(call: Call): Reply {
    const { project, dataset } = nameOf(call);
    demandDataset(room, project, dataset);
    const tables = room.tables.within(project, dataset).map(({ table }) => ({
      kind: "bigquery#table",
      id: `${project}:${dataset}.${table}`,
      tableReference: { projectId: project, datasetId: dataset, tableId: table },
      type: "TABLE",
    }));
    return json({
      kind: "bigquery#tableList",
      totalItems: tables.length,
      ...(tables.length > 0 && { tables }),
    });
  }

  async function remove(call: Call): Promise<Reply> {
    await room.tables.remove(permitted(call, "bigquery.tables.delete"));
    return { kind: "text", status: 204, headers: {}, body: "" };
  }

  /** Which of the permissions asked for the caller has; the only thing that is posted to a table. */
  async function testPermissions(call: Call): Promise<Reply> {
    const [table = "", method] = (call.params.table ?? "").split(":");
    if (method !== "testIamPermissions") return refuse("store", "NOT_FOUND", "There is no such method.");
    demandTable(room, { ...nameOf(call), table });
    const sent = await body(call);
    const wanted = isRecord(sent) && Array.isArray(sent.permissions) ? sent.permissions.map(String) : [];
    const permissions = wanted.filter((one) => !settingsOf(room).denied.includes(one));
    return json(permissions.length > 0 ? { permissions } : {});
  }

  async function insertAll(call: Call): Promise<Reply> {
    const sent = await body(call);
    const table = permitted(call, "bigquery.tables.updateData");
    const rows = isRecord(sent) && Array.isArray(sent.rows) ? sent.rows : [];
    const insertErrors: unknown[] = [];
    const good: Row[] = [];
    for (const [index, entry] of rows.entries()) {
      const row: unknown = isRecord(entry) ? entry.json : null;
      const message = misfit(row, table.fields, isRecord(sent) && sent.ignoreUnknownValues === true);
      if (message) insertErrors.push({ index, errors: [{ reason: "invalid", location: "", message }] });
      else if (isRecord(row)) good.push(withJson(row, table));
    }
    if (insertErrors.length === 0) await room.tables.append(table, good);
    return json({
      kind: "bigquery#tableDataInsertAllResponse",
      ...(insertErrors.length > 0 && { insertErrors }),
    });
  }

  return roots.flatMap((root): Route[] => {
    const tables = `${root}/projects/:project/datasets/:dataset/tables`;
    const one = `${tables}/:table`;
    return [
      { method: "POST", path: tables, operation: "tables.insert", handle: create },
      { method: "GET", path: tables, operation: "tables.list", handle: list },
      {
        method: "GET",
        path: one,
        operation: "tables.get",
        handle: (call) => tableReply(room, call, permitted(call, "bigquery.tables.get")),
      },
      { method: "DELETE", path: one, operation: "tables.delete", handle: remove },
      { method: "POST", path: one, operation: "tables.testIamPermissions", handle: testPermissions },
      {
        method: "GET",
        path: `${one}/data`,
        operation: "tabledata.list",
        handle: (call) => pageOf(room, call, permitted(call, "bigquery.tables.getData")),
      },
      { method: "POST", path: `${one}/insertAll`, operation: "tabledata.insertAll", handle: insertAll },
    ];
  });
}

/** Rows streamed in hold their JSON columns as texts. */
function withJson(row: Row, table: TableRecord): Row {
  const texts = table.fields.filter((field) => field.type === "JSON" && typeof row[field.name] === "string");
  return { ...row, ...Object.fromEntries(texts.map(({ name }) => [name, JSON.parse(String(row[name]))])) };
}

function tableReply(room: BigqueryRoom, call: Call, table: TableRecord): Reply {
  const { project, dataset, table: name } = table;
  return json({
    kind: "bigquery#table",
    id: `${project}:${dataset}.${name}`,
    selfLink: `${call.origin}/bigquery/v2/projects/${project}/datasets/${dataset}/tables/${name}`,
    tableReference: { projectId: project, datasetId: dataset, tableId: name },
    schema: { fields: table.fields },
    numBytes: String(table.bytes),
    numRows: String(table.rows),
    creationTime: String(table.createdAt),
    lastModifiedTime: String(table.changedAt),
    type: "TABLE",
    location: demandDataset(room, project, dataset),
  });
}

async function pageOf(room: BigqueryRoom, call: Call, table: TableRecord): Promise<Reply> {
  const most = Number(call.query.get("maxResults") ?? 10_000);
  const wanted = call.query.get("selectedFields")?.split(",");
  const fields = wanted ? table.fields.filter((field) => wanted.includes(field.name)) : table.fields;
  const asMicros = call.query.get("formatOptions.useInt64Timestamp") === "true";
  const token = readToken(call.query.get("pageToken"));
  let skip = token === null ? Number(call.query.get("startIndex") ?? 0) : 0;
  let at = Number(token ?? 0);
  let size = 0;
  const rows: unknown[] = [];
  for await (const { row, next } of room.tables.read(table, at)) {
    if (skip > 0) skip -= 1;
    else {
      size += next - at;
      rows.push(cellsOf(row, fields, asMicros));
    }
    at = next;
    if (rows.length >= most || size > largestPage) break;
  }
  const cut = room.world.faults.fire("truncated-download", {
    provider: "vertex",
    operation: "tabledata.list",
    about: table.id,
  });
  // A page is one JSON document: it comes whole, or not at all, or with fewer rows than it should have.
  if (cut && !cut.clean) throw Object.assign(new Error("cut off"), { code: "ECONNRESET" });
  if (cut) at = table.bytes;
  if (cut) rows.length = Math.floor(rows.length * cut.share);
  return json({
    kind: "bigquery#tableDataList",
    totalRows: String(table.rows),
    ...(at < table.bytes && { pageToken: tokenFor(String(at)) }),
    ...(rows.length > 0 && { rows }),
  });
}
