import { randomBytes } from "node:crypto";
import { WirePermissions, WirePlace } from "@/lib/adapters/providers/vertex/api";
import {
  parseAnswer,
  sendForJson,
  storeWords,
  type VertexClient,
} from "@/lib/adapters/providers/vertex/client";
import { ask, bad, type Check, good } from "./ask";
import { canReach, farWords } from "./places";

const NEEDED = ["bigquery.tables.getData", "bigquery.tables.updateData"];

/** Where the data set is, and what the account may do in it. Rights to write show only when something is written: an empty table, which goes at once. */
export async function datasetChecks(
  client: VertexClient,
  dataset: string,
  signal: AbortSignal,
): Promise<Check[]> {
  const project = `${client.bigquery}/bigquery/v2/projects/${encodeURIComponent(client.project)}`;
  const words = { ...storeWords(client, `The data set ${dataset}`), permission: "bigquery.datasets.get" };
  let place = "";
  const found = await ask({
    name: "Data set",
    words,
    call: async () => {
      const answer = await sendForJson(client, { url: `${project}/datasets/${dataset}`, signal });
      place = parseAnswer(WirePlace, answer, "BigQuery").location ?? "";
    },
  });
  if (found.reach) return [{ ...found.reach, name: "BigQuery" }];
  if (found.failure) return [found.check];
  const isFar = place !== "" && !canReach(client.location, place);
  const where = isFar ? bad("Data set", farWords("The data set", place, client.location)) : found.check;
  const probe = { client, project, dataset, signal };
  return [where, await loadCheck(probe), await tableCheck(probe)];
}

type Probe = { client: VertexClient; project: string; dataset: string; signal: AbortSignal };

/** A query that is looked at and not run needs the same right as a load. */
async function loadCheck({ client, project, signal }: Probe): Promise<Check> {
  const words = { ...storeWords(client, "The project"), permission: "bigquery.jobs.create" };
  const query = { query: "SELECT 1", useLegacySql: false };
  const { check } = await ask({
    name: "Load jobs",
    words,
    call: () =>
      sendForJson(client, {
        url: `${project}/jobs`,
        method: "POST",
        json: { configuration: { dryRun: true, query } },
        signal,
      }),
  });
  return check;
}

async function tableCheck({ client, project, dataset, signal }: Probe): Promise<Check> {
  const name = "Tables in the data set";
  const tables = `${project}/datasets/${dataset}/tables`;
  const tableId = `offpeak_probe_${randomBytes(6).toString("hex")}`;
  const tableReference = { projectId: client.project, datasetId: dataset, tableId };
  const words = { ...storeWords(client, "The data set"), permission: "bigquery.tables.create" };
  const made = await ask({
    name,
    words,
    call: () => sendForJson(client, { url: tables, method: "POST", json: { tableReference }, signal }),
  });
  if (!made.check.ok) return made.check;
  let held: string[] = [];
  const asked = await ask({
    name,
    words,
    call: async () => {
      const url = `${tables}/${tableId}:testIamPermissions`;
      const answer = await sendForJson(client, {
        url,
        method: "POST",
        json: { permissions: NEEDED },
        signal,
      });
      held = parseAnswer(WirePermissions, answer, "BigQuery").permissions ?? [];
    },
  });
  const gone = await ask({
    name,
    words: { ...words, permission: "bigquery.tables.delete" },
    call: () => sendForJson(client, { url: `${tables}/${tableId}`, method: "DELETE", signal }),
  });
  if (!asked.check.ok) return asked.check;
  if (!gone.check.ok) return gone.check;
  const missing = NEEDED.filter((permission) => !held.includes(permission));
  if (missing.length === 0) return good(name);
  return bad(name, "The account may not read and write rows there.", missing.join(", "));
}
