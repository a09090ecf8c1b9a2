import type { Call, Reply, Route, Span } from "@/lib/sandbox/http/call";
import type { World } from "@/lib/sandbox/platform/world";
import { bare, refuse } from "./dialect";
import type { ObjectRecord, ObjectRoom } from "./object-room";
import { receiveBody } from "./receive";
import { admittedBucket, type Deed } from "./rights";

const path = "/:bucket/*key";

export function objectRoutes(world: World, room: ObjectRoom): Route[] {
  function found(call: Call, deed: Deed): ObjectRecord {
    const bucket = admittedBucket(world, call, deed);
    const key = call.params.key ?? "";
    const object = room.find(bucket, key);
    if (object) return object;
    return refuse({
      status: 404,
      code: "NoSuchKey",
      message: "The specified key does not exist.",
      more: { Key: key },
    });
  }

  async function put(call: Call): Promise<Reply> {
    const bucket = admittedBucket(world, call, "put");
    const file = room.newFile();
    const { bytes, md5, crc32 } = await receiveBody(call, room.path(file));
    const contentType = call.headers["content-type"] ?? "application/octet-stream";
    const key = call.params.key ?? "";
    const { etag } = await room.keep({ bucket, key, bytes, etag: `"${md5}"`, crc32, contentType }, file);
    return bare(200, { etag, "x-amz-checksum-crc32": crc32, "x-amz-checksum-type": "FULL_OBJECT" });
  }

  function get(call: Call): Reply {
    const object = found(call, "get");
    const span = spanOf(call.headers.range, object.bytes);
    const headers = {
      ...headersOf(object, call, span),
      ...(span && { "content-range": `bytes ${span.start}-${span.end}/${object.bytes}` }),
    };
    return { kind: "file", path: room.path(object.file), headers, ...(span && { span }) };
  }

  function head(call: Call): Reply {
    const object = found(call, "get");
    return bare(200, { ...headersOf(object, call, null), "content-length": String(object.bytes) });
  }

  async function remove(call: Call): Promise<Reply> {
    const bucket = admittedBucket(world, call, "delete");
    const object = room.find(bucket, call.params.key ?? "");
    if (object) await room.remove(object);
    return bare(204);
  }

  const plain = (query: URLSearchParams) => !query.has("uploadId");
  return [
    { method: "PUT", path, operation: "objects.put", when: plain, handle: put },
    { method: "GET", path, operation: "objects.get", when: plain, handle: get },
    { method: "HEAD", path, operation: "objects.head", handle: head },
    { method: "DELETE", path, operation: "objects.delete", when: plain, handle: remove },
  ];
}

function headersOf(object: ObjectRecord, call: Call, span: Span | null): Record<string, string> {
  const isSummed = call.headers["x-amz-checksum-mode"] === "ENABLED" && object.crc32 !== null && !span;
  return {
    etag: object.etag,
    "last-modified": new Date(object.at).toUTCString(),
    "accept-ranges": "bytes",
    "content-type": object.contentType,
    ...(isSummed && { "x-amz-checksum-crc32": object.crc32 ?? "", "x-amz-checksum-type": "FULL_OBJECT" }),
  };
}

/** The part of an object that a Range header asks for; null for the whole. */
function spanOf(range: string | undefined, bytes: number): Span | null {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? "");
  if (!asked || (asked[1] === "" && asked[2] === "")) return null;
  const start = asked[1] === "" ? Math.max(0, bytes - Number(asked[2])) : Number(asked[1]);
  const end = asked[1] === "" || asked[2] === "" ? bytes - 1 : Math.min(Number(asked[2]), bytes - 1);
  if (start <= end) return { start, end };
  return refuse({
    status: 416,
    code: "InvalidRange",
    message: "The requested range is not satisfiable",
    more: { ActualObjectSize: bytes },
  });
}
