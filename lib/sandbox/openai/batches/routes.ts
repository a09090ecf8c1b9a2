import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { complain, invalidValue, missingParameter, refuse } from "@/lib/sandbox/openai/dialect";
import { checkedExpiry } from "@/lib/sandbox/openai/files";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { acceptBatch, acceptedSince } from "./accept";
import { type BatchRecord, batchOnTheWire, isOver } from "./record";
import type { BatchRoom } from "./room";
import { cancelBatch } from "./told";

const endpoints = [
  "/v1/responses",
  "/v1/chat/completions",
  "/v1/embeddings",
  "/v1/completions",
  "/v1/moderations",
  "/v1/images/generations",
  "/v1/images/edits",
  "/v1/videos",
];

export function batchRoutes(room: BatchRoom): Route[] {
  const { world } = room;
  const onTheWire = (batch: BatchRecord) => json(batchOnTheWire(batch, world.clock.now()));
  const found = (call: Call): BatchRecord => {
    const id = call.params.id ?? "";
    const batch = room.batches.get(id);
    if (batch && batch.scope === call.scope && batch.hiddenUntil <= world.clock.now()) return batch;
    return refuse(404, { message: `No batch found with id '${id}'.` });
  };

  async function create(call: Call): Promise<Reply> {
    const body = await readJson(call, (why) => complain(400, { message: `We could not read that: ${why}.` }));
    const wanted = checkCreate(body);
    const limit = world.settings().openai.createsPerHour;
    if (limit !== null && acceptedSince(room, world.clock.now() - 3_600_000) >= limit)
      refuse(429, {
        message: `Limit of ${limit} batches an hour reached.`,
        type: "requests",
        code: "rate_limit_exceeded",
      });
    const input = room.files.find(wanted.inputFileId, call.scope);
    if (!input)
      refuse(400, { message: `No such File object: ${wanted.inputFileId}`, param: "input_file_id" });
    if (input.purpose !== "batch")
      invalidValue("input_file_id", `The file's purpose must be 'batch', not '${input.purpose}'.`);
    return onTheWire(await acceptBatch(room, { ...wanted, scope: call.scope, input }));
  }

  function list(call: Call): Reply {
    const limit = Number(call.query.get("limit") ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      invalidValue("limit", "'limit' must be between 1 and 100.");
    const after = call.query.get("after");
    if (after !== null && !room.batches.get(after))
      refuse(404, { message: `No batch found with id '${after}'.` });
    const page = room.batches.newestFirst({ after, limit, where: (batch) => batch.scope === call.scope });
    return json({
      object: "list",
      data: page.rows.map((batch) => batchOnTheWire(batch, world.clock.now())),
      first_id: page.rows[0]?.id ?? null,
      last_id: page.rows.at(-1)?.id ?? null,
      has_more: page.more,
    });
  }

  return [
    { method: "POST", path: "/v1/batches", operation: "batches.create", handle: create },
    { method: "GET", path: "/v1/batches", operation: "batches.list", handle: list },
    {
      method: "GET",
      path: "/v1/batches/:id",
      operation: "batches.retrieve",
      handle(call) {
        const batch = found(call);
        batch.polls += 1;
        return onTheWire(batch);
      },
    },
    {
      method: "POST",
      path: "/v1/batches/:id/cancel",
      operation: "batches.cancel",
      async handle(call) {
        const batch = found(call);
        if (isOver(batch)) refuse(409, { message: `Cannot cancel a batch with status '${batch.status}'.` });
        if (batch.status !== "cancelling") await cancelBatch(room, batch);
        return onTheWire(batch);
      },
    },
  ];
}

function checkCreate(body: unknown) {
  if (!isRecord(body)) return refuse(400, { message: "The request body must be an object." });
  for (const name of ["input_file_id", "endpoint", "completion_window"])
    if (typeof body[name] !== "string") missingParameter(name);
  const endpoint = String(body.endpoint);
  if (!endpoints.includes(endpoint))
    invalidValue("endpoint", `'${endpoint}' is not one of ${endpoints.join(", ")}.`);
  if (body.completion_window !== "24h")
    invalidValue("completion_window", "The completion window must be '24h'.");
  return {
    inputFileId: String(body.input_file_id),
    endpoint,
    metadata: checkMetadata(body.metadata),
    outputExpirySeconds: checkOutputExpiry(body.output_expires_after),
  };
}

function checkMetadata(value: unknown): Record<string, string> | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) return invalidValue("metadata", "'metadata' must be an object.");
  const pairs = Object.entries(value);
  if (pairs.length > 16) invalidValue("metadata", "'metadata' holds at most 16 pairs.");
  const checked: Record<string, string> = {};
  for (const [key, text] of pairs) {
    if (typeof text !== "string")
      return invalidValue(`metadata.${key}`, "Values of 'metadata' must be strings.");
    if (key.length > 64 || text.length > 512)
      invalidValue(`metadata.${key}`, "Keys of 'metadata' hold 64 characters, values 512.");
    checked[key] = text;
  }
  return checked;
}

function checkOutputExpiry(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (!isRecord(value) || value.anchor !== "created_at")
    return invalidValue("output_expires_after.anchor", "The anchor must be 'created_at'.");
  return checkedExpiry("output_expires_after.seconds", Number(value.seconds));
}
