import type { BatchProvider, OpenConnection, ProviderDefinition } from "@/lib/core/provider";
import { createAws } from "./client";
import { dialect } from "./dialect/dialect";
import { find } from "./find";
import { retrieve, stop } from "./job";
import { limitFields, limits } from "./limits";
import { remoteBatch } from "./map";
import { report } from "./report";
import { blanks, fields, rights } from "./rights";
import { runOne } from "./run-one";
import { BedrockCredentials, BedrockSettings } from "./settings";
import { readSignal } from "./signal";
import { results } from "./store/results";
import { submit } from "./submit";

export const bedrock: ProviderDefinition = {
  id: "bedrock",
  label: "Bedrock",
  mark: "BR",
  limits,
  limitFields,
  dialect,
  fields,
  credentials: BedrockCredentials,
  settings: BedrockSettings,
  addresses: ["endpoint", "runtimeEndpoint", "s3Endpoint"],
  needsModel: true,
  showsProgress: true,
  setupCodes: ["job_role", "job_role_trust", "bucket"],
  rights,
  blanks,
  open,
};

function open(connection: OpenConnection): BatchProvider {
  const aws = createAws(connection);
  return {
    submit: (submission, signal) => submit(aws, submission, signal),
    find: (submission, known, signal) => find(aws, { submission, known }, signal),
    check: async (remoteId, signal) => remoteBatch(await retrieve(aws, remoteId, signal)),
    results: (remoteId, signal) => results(aws, remoteId, signal),
    cancel: (remoteId, signal) => stop(aws, remoteId, signal),
    runOne: (request, lane, signal) => runOne(aws, { request, lane, signal }),
    test: (signal) => report(aws, signal),
    readSignal: (headers, body) => readSignal(aws, headers, body),
  };
}
