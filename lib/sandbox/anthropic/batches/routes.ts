import { rmSync } from "node:fs";
import { refuse } from "@/lib/sandbox/anthropic/dialect";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { acceptBatch } from "./accept";
import { cancelBatch } from "./course";
import { type BatchRecord, batchOnTheWire } from "./record";
import { type BatchRoom, resultsOf } from "./room";

const root = "/v1/messages/batches";

export function batchRoutes(room: BatchRoom): Route[] {
  const found = (call: Call): BatchRecord => {
    const batch = room.batches.get(call.params.id ?? "");
    if (batch && batch.scope === call.scope && batch.hiddenUntil <= room.world.clock.now()) return batch;
    return refuse("not_found_error", `No message batch has the id '${call.params.id}'.`);
  };
  const onTheWire = (call: Call, batch: BatchRecord) => json(batchOnTheWire(batch, call.origin));

  function list(call: Call): Reply {
    const limit = Number(call.query.get("limit") ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
      refuse("invalid_request_error", "limit: Input should be between 1 and 1000");
    const page = room.batches.newestFirst({
      after: call.query.get("after_id"),
      before: call.query.get("before_id"),
      limit,
      where: (batch) => batch.scope === call.scope,
    });
    return json({
      data: page.rows.map((batch) => batchOnTheWire(batch, call.origin)),
      has_more: page.more,
      first_id: page.rows[0]?.id ?? null,
      last_id: page.rows.at(-1)?.id ?? null,
    });
  }

  function results(call: Call): Reply {
    const batch = found(call);
    if (batch.status !== "ended") refuse("not_found_error", "This batch has no results yet.");
    if (batch.at.archived !== undefined) refuse("not_found_error", "The results of this batch are archived.");
    return {
      kind: "file",
      path: resultsOf(room, batch.id),
      headers: { "content-type": "application/x-jsonl" },
    };
  }

  async function cancel(call: Call): Promise<Reply> {
    const batch = found(call);
    if (batch.status === "ended")
      refuse("invalid_request_error", "This batch has ended and cannot be canceled.");
    if (batch.status === "in_progress") await cancelBatch(room, batch);
    return onTheWire(call, batch);
  }

  async function remove(call: Call): Promise<Reply> {
    const batch = found(call);
    if (batch.status !== "ended")
      refuse("invalid_request_error", "This batch has not ended; cancel it first.");
    room.world.agenda.drop(batch.id);
    // The record keeps it: deleting a batch takes no money back.
    batch.scope = "deleted";
    batch.dueAt = null;
    await room.batches.put(batch);
    rmSync(resultsOf(room, batch.id), { force: true });
    return json({ id: batch.id, type: "message_batch_deleted" });
  }

  async function create(call: Call): Promise<Reply> {
    return onTheWire(call, await acceptBatch(room, call));
  }

  function retrieve(call: Call): Reply {
    const batch = found(call);
    batch.polls += 1;
    return onTheWire(call, batch);
  }

  return [
    { method: "POST", path: root, operation: "batches.create", handle: create },
    { method: "GET", path: root, operation: "batches.list", handle: list },
    { method: "GET", path: `${root}/:id`, operation: "batches.retrieve", handle: retrieve },
    { method: "GET", path: `${root}/:id/results`, operation: "batches.results", handle: results },
    { method: "POST", path: `${root}/:id/cancel`, operation: "batches.cancel", handle: cancel },
    { method: "DELETE", path: `${root}/:id`, operation: "batches.delete", handle: remove },
  ];
}
