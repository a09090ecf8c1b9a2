import type { BatchProvider, OpenConnection, ProviderDefinition } from "@/lib/core/provider";
import { cancel } from "./cancel";
import { createClient } from "./client";
import { dialect } from "./dialect/dialect";
import { find } from "./find";
import { limitFields, limits } from "./limits";
import { remoteBatch } from "./map";
import { report } from "./report/report";
import { results, retrieve } from "./results";
import { blanks, fields, rights } from "./rights";
import { runOne } from "./run-one";
import { VertexCredentials, VertexSettings } from "./settings";
import { submit } from "./submit";

export const vertex: ProviderDefinition = {
  id: "vertex",
  label: "Vertex",
  mark: "VX",
  limits,
  limitFields,
  dialect,
  fields,
  credentials: VertexCredentials,
  settings: VertexSettings,
  addresses: ["baseUrl", "storageEndpoint", "bigqueryEndpoint"],
  needsModel: true,
  showsProgress: true,
  // Also where the bucket or the data set is gone or in another region.
  setupCodes: ["PERMISSION_DENIED", "NOT_FOUND", "FAILED_PRECONDITION"],
  rights,
  blanks,
  open,
};

function open(connection: OpenConnection): BatchProvider {
  const client = createClient(connection);
  return {
    submit: (submission, signal) => submit(client, submission, signal),
    find: (submission, known, signal) => find({ client, submission, known, signal }),
    check: async (remoteId, signal) => remoteBatch(await retrieve(client, remoteId, signal)),
    results: (remoteId, signal) => results(client, remoteId, signal),
    cancel: (remoteId, signal) => cancel(client, remoteId, signal),
    runOne: (request, lane, signal) => runOne(client, { request, lane, signal }),
    test: (signal) => report(client, signal),
  };
}
