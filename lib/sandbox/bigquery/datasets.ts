import { complain, refuse } from "@/lib/sandbox/google/complain";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { type BigqueryRoom, demandDataset, demandPermission, locationOf } from "./room";

export function datasetRoutes(room: BigqueryRoom, roots: string[]): Route[] {
  const nameOf = (call: Call) => ({ project: call.params.project ?? "", dataset: call.params.dataset ?? "" });

  async function create(call: Call): Promise<Reply> {
    const sent = await readJson(call, (message) => complain("store", { kind: "INVALID_ARGUMENT", message }));
    const { project } = nameOf(call);
    demandPermission(room, "bigquery.datasets.create", `Project ${project}`);
    const reference = isRecord(sent) && isRecord(sent.datasetReference) ? sent.datasetReference : {};
    if (typeof reference.datasetId !== "string")
      return refuse("store", "INVALID_ARGUMENT", "Required parameter is missing: datasetReference");
    const id = `${project}.${reference.datasetId}`;
    if (locationOf(room, project, reference.datasetId) !== null)
      return refuse("store", "ALREADY_EXISTS", `Already Exists: Dataset ${id}`);
    const location = isRecord(sent) && typeof sent.location === "string" ? sent.location : "US";
    await room.datasets.put({ id, location });
    return json(datasetOnTheWire(project, reference.datasetId, location));
  }

  function read(call: Call): Reply {
    const { project, dataset } = nameOf(call);
    const location = demandDataset(room, project, dataset);
    demandPermission(room, "bigquery.datasets.get", `Dataset ${project}:${dataset}`);
    return json(datasetOnTheWire(project, dataset, location));
  }

  async function remove(call: Call): Promise<Reply> {
    const { project, dataset } = nameOf(call);
    demandDataset(room, project, dataset);
    demandPermission(room, "bigquery.datasets.delete", `Dataset ${project}:${dataset}`);
    const tables = room.tables.within(project, dataset);
    if (tables.length > 0 && call.query.get("deleteContents") !== "true")
      return refuse("store", "INVALID_ARGUMENT", `Dataset ${project}:${dataset} is still in use`);
    for (const table of tables) await room.tables.remove(table);
    await room.datasets.remove(`${project}.${dataset}`);
    return { kind: "text", status: 204, headers: {}, body: "" };
  }

  return roots.flatMap((root): Route[] => {
    const all = `${root}/projects/:project/datasets`;
    return [
      { method: "POST", path: all, operation: "datasets.insert", handle: create },
      { method: "GET", path: `${all}/:dataset`, operation: "datasets.get", handle: read },
      { method: "DELETE", path: `${all}/:dataset`, operation: "datasets.delete", handle: remove },
    ];
  });
}

function datasetOnTheWire(projectId: string, datasetId: string, location: string) {
  return {
    kind: "bigquery#dataset",
    id: `${projectId}:${datasetId}`,
    datasetReference: { projectId, datasetId },
    location,
    type: "DEFAULT",
    creationTime: "1767225600000",
    lastModifiedTime: "1767225600000",
  };
}
