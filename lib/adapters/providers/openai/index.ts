import type { BatchProvider, OpenConnection, ProviderDefinition } from "@/lib/core/provider";
import { cancel } from "./cancel";
import { createClient } from "./client";
import { dialect } from "./dialect/dialect";
import { find } from "./find";
import { limitFields, limits } from "./limits";
import { remoteBatch } from "./map";
import { report } from "./report";
import { results, retrieve } from "./results";
import { fields, rights } from "./rights";
import { runOne } from "./run-one";
import { OpenaiCredentials, OpenaiSettings } from "./settings";
import { readSignal } from "./signal";
import { submit } from "./submit";

export const openai: ProviderDefinition = {
  id: "openai",
  label: "OpenAI",
  mark: "OA",
  limits,
  limitFields,
  dialect,
  fields,
  credentials: OpenaiCredentials,
  settings: OpenaiSettings,
  addresses: ["baseUrl"],
  needsModel: false,
  showsProgress: true,
  rights,
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
    readSignal: (headers, body) => readSignal(client, headers, body),
  };
}
