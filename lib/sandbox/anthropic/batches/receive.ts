import type { IncomingMessage } from "node:http";
import { type Complaint, complaintAbout } from "@/lib/sandbox/anthropic/answer";
import { createScanner } from "@/lib/sandbox/anthropic/scan";
import type { Outcome } from "@/lib/sandbox/platform/setting-parts";
import { type AnthropicSettings, isRecord } from "@/lib/sandbox/platform/settings";
import { createLineWriter, type LineIndex } from "@/lib/sandbox/work/lines";
import { endings } from "@/lib/sandbox/work/plan";

export type Accepted = { index: LineIndex; models: string[] };
export type Received = { complaint: Complaint } | Accepted;

type Incoming = {
  request: IncomingMessage;
  spool: string;
  settings: AnthropicSettings;
  outcomeOf: (customId: string) => Outcome;
};

/** Reads the requests of a new batch off the wire and onto disk, one line each, whatever their number. */
export async function receiveRequests({ request, spool, settings, outcomeOf }: Incoming): Promise<Received> {
  const index: LineIndex = { offsets: [], lengths: [], endings: [] };
  const ids = new Set<string>();
  const models = new Set<string>();
  const writer = createLineWriter(spool);
  let complaint: Complaint | null = null;
  let bytes = 0;
  let offset = 0;

  const complain = (message: string) => {
    complaint ??= { type: "invalid_request_error", message };
  };

  function take(element: unknown) {
    const place = index.offsets.length;
    const wrong = wrongWith(element, ids);
    if (wrong || !isRecord(element))
      return complain(`requests.${place}${wrong ?? ": Input should be a valid dictionary"}`);
    const { custom_id, params } = element;
    const line = JSON.stringify({ custom_id, params });
    const length = Buffer.byteLength(line);
    ids.add(String(custom_id));
    if (isRecord(params)) models.add(String(params.model));
    index.offsets.push(offset);
    index.lengths.push(length);
    index.endings.push(
      complaintAbout(params, settings, true) ? endings.failed : endings[outcomeOf(String(custom_id))],
    );
    offset += length + 1;
    writer.add(line);
  }

  const scanner = createScanner("requests", (element) => {
    if (complaint) return;
    try {
      take(JSON.parse(element.toString("utf8")));
    } catch {
      complain("The request body is not valid JSON.");
    }
  });
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes <= settings.maxBytes) scanner.push(chunk);
    }
  } finally {
    writer.close();
  }
  if (bytes > settings.maxBytes)
    return { complaint: { type: "request_too_large", message: "Request exceeds the maximum size" } };
  if (!scanner.isComplete()) complain("The request body is not valid JSON.");
  if (ids.size === 0) complain("requests: List should have at least 1 item after validation, not 0");
  if (ids.size > settings.maxRequests)
    complain(
      `requests: List should have at most ${settings.maxRequests} items after validation, not ${ids.size}`,
    );
  return complaint ? { complaint } : { index, models: [...models] };
}

/** What is wrong with the envelope of one request; its params are looked at later, by the worker. */
function wrongWith(element: unknown, ids: Set<string>): string | null {
  if (!isRecord(element)) return ": Input should be a valid dictionary";
  const id = element.custom_id;
  if (id === undefined) return ".custom_id: Field required";
  if (typeof id !== "string") return ".custom_id: Input should be a valid string";
  if (id.length > 64) return ".custom_id: String should have at most 64 characters";
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(id))
    return ".custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'";
  if (ids.has(id)) return `.custom_id: '${id}' is used by another request of this batch`;
  if (element.params === undefined) return ".params: Field required";
  return isRecord(element.params) ? null : ".params: Input should be a valid dictionary";
}
