import type { BatchProvider, OpenConnection } from "@/lib/core/provider";
import { cancel } from "./cancel";
import { createClient } from "./client";
import { find } from "./find";
import { remoteBatch } from "./map";
import { report } from "./report";
import { results, retrieve } from "./results";
import { runOne } from "./run-one";
import { submit } from "./submit";

export function openAnthropic(connection: OpenConnection): BatchProvider {
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
