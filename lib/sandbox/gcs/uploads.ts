import { createWriteStream, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { complain, demand, refuse } from "@/lib/sandbox/google/complain";
import { readRelated } from "@/lib/sandbox/google/related";
import type { Resumable } from "@/lib/sandbox/google/resumable";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { World } from "@/lib/sandbox/platform/world";
import type { NewObject, ObjectRoom } from "./object-room";
import { objectOnTheWire } from "./wire";

const path = "/upload/storage/v1/b/:bucket/o";

/** The three ways in: media alone, media behind its metadata, and piece by piece. */
export function uploadRoutes(world: World, room: ObjectRoom, resumable: Resumable<NewObject>): Route[] {
  function bucketOf(call: Call): string {
    const { buckets, denied } = world.settings().vertex;
    const name = call.params.bucket ?? "";
    if (!buckets[name]) refuse("store", "NOT_FOUND", "The specified bucket does not exist.");
    const resource = `the Google Cloud Storage bucket ${name}`;
    demand("store", denied, { permission: "storage.objects.create", resource });
    return name;
  }

  function wanted(call: Call, metadata: unknown, contentType: string | null): NewObject {
    const sent = isRecord(metadata) ? metadata : {};
    const name = call.query.get("name") ?? sent.name;
    if (typeof name !== "string" || name === "") return refuse("store", "INVALID_ARGUMENT", "Required: name");
    const type = typeof sent.contentType === "string" ? sent.contentType : contentType;
    return {
      bucket: bucketOf(call),
      name,
      contentType: type ?? "application/octet-stream",
      metadata: isRecord(sent.metadata) ? texts(sent.metadata) : {},
    };
  }

  async function keep(call: Call, object: NewObject, from: string): Promise<Reply> {
    return json(objectOnTheWire(await room.keep(object, from), call.origin));
  }

  async function once(call: Call): Promise<Reply> {
    const incoming = world.path("incoming", world.nextId("object-"));
    try {
      if (call.query.get("uploadType") === "media") {
        const object = wanted(call, null, call.headers["content-type"] ?? null);
        await pipeline(call.request, createWriteStream(incoming));
        return await keep(call, object, incoming);
      }
      bucketOf(call);
      const related = await readRelated(call.request, incoming);
      if (!related) return refuse("store", "INVALID_ARGUMENT", "The multipart body cannot be read.");
      call.sent = related.metadata;
      return await keep(call, wanted(call, related.metadata, related.contentType), incoming);
    } finally {
      rmSync(incoming, { force: true });
    }
  }

  async function begin(call: Call): Promise<Reply> {
    const hasBody = Number(call.headers["content-length"] ?? 0) > 0;
    const metadata = hasBody
      ? await readJson(call, (why) => complain("store", { kind: "INVALID_ARGUMENT", message: why }))
      : {};
    const type = call.headers["x-upload-content-type"];
    return resumable.begin(call, wanted(call, metadata, typeof type === "string" ? type : null));
  }

  const proceed = (call: Call) => resumable.proceed(call, (object, from) => keep(call, object, from));
  const isResumable = (query: URLSearchParams) => query.get("uploadType") === "resumable";

  return [
    { method: "POST", path, when: isResumable, operation: "uploads.begin", handle: begin },
    { method: "POST", path, operation: "objects.create", handle: once },
    { method: "PUT", path, operation: "uploads.proceed", handle: proceed },
  ];
}

function texts(record: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]));
}
