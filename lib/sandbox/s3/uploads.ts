import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { readBody } from "@/lib/sandbox/http/body";
import type { Call, Reply, Route } from "@/lib/sandbox/http/call";
import type { World } from "@/lib/sandbox/platform/world";
import { bare, refuse, xml } from "./dialect";
import type { ObjectRoom, PartRecord, UploadRecord } from "./object-room";
import { receiveBody } from "./receive";
import { admittedBucket } from "./rights";
import { readParts } from "./xml";

const path = "/:bucket/*key";
const leastPart = 5 * 1024 * 1024;

/** Uploads in parts: begun, filled in any order, and put together or given up. */
export function uploadRoutes(world: World, room: ObjectRoom): Route[] {
  function found(call: Call): UploadRecord {
    const bucket = admittedBucket(world, call, "put");
    const upload = room.uploads.get(call.query.get("uploadId") ?? "");
    if (upload && upload.bucket === bucket && upload.key === call.params.key) return upload;
    return refuse({
      status: 404,
      code: "NoSuchUpload",
      message: "The specified upload does not exist. It may have been aborted or completed.",
    });
  }

  async function create(call: Call): Promise<Reply> {
    const bucket = admittedBucket(world, call, "put");
    const key = call.params.key ?? "";
    const id = world.nextId("upload-");
    const contentType = call.headers["content-type"] ?? "application/octet-stream";
    await room.uploads.put({ id, bucket, key, contentType, at: world.clock.now(), parts: [] });
    return xml("InitiateMultipartUploadResult", { Bucket: bucket, Key: key, UploadId: id });
  }

  async function putPart(call: Call): Promise<Reply> {
    const upload = found(call);
    const number = Number(call.query.get("partNumber"));
    if (!Number.isInteger(number) || number < 1 || number > 10_000)
      refuse({
        status: 400,
        code: "InvalidArgument",
        message: "Part number must be an integer between 1 and 10000, inclusive",
      });
    const file = room.newFile();
    const { bytes, md5, crc32 } = await receiveBody(call, room.path(file));
    const part = { number, file, bytes, etag: `"${md5}"`, at: world.clock.now() };
    const earlier = upload.parts.find((one) => one.number === number);
    upload.parts = [...upload.parts.filter((one) => one !== earlier), part];
    await room.uploads.put(upload);
    if (earlier) room.drop(earlier.file);
    return bare(200, { etag: part.etag, "x-amz-checksum-crc32": crc32 });
  }

  async function complete(call: Call): Promise<Reply> {
    const upload = found(call);
    const body = await readBody(call.request, 4 * 1024 * 1024);
    const parts = namedParts(upload, String(body ?? ""));
    const file = room.newFile();
    await pipeline(bytesOf(room, parts), createWriteStream(room.path(file)));
    const { bucket, key, contentType } = upload;
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    const object = { bucket, key, bytes, etag: etagOf(parts), crc32: null, contentType };
    const { etag } = await room.keep(object, file);
    await forget(upload);
    return xml("CompleteMultipartUploadResult", { Bucket: bucket, Key: key, ETag: etag });
  }

  async function forget(upload: UploadRecord) {
    await room.uploads.remove(upload.id);
    for (const part of upload.parts) room.drop(part.file);
  }

  async function abort(call: Call): Promise<Reply> {
    await forget(found(call));
    return bare(204);
  }

  function listParts(call: Call): Reply {
    const { bucket, key, id, parts } = found(call);
    const rows = [...parts].sort((a, b) => a.number - b.number);
    return xml("ListPartsResult", {
      Bucket: bucket,
      Key: key,
      UploadId: id,
      IsTruncated: false,
      Part: rows.map((part) => ({
        PartNumber: part.number,
        LastModified: new Date(part.at).toISOString(),
        ETag: part.etag,
        Size: part.bytes,
      })),
    });
  }

  const asks = (name: string) => (query: URLSearchParams) => query.has(name);
  return [
    { method: "POST", path, operation: "uploads.create", when: asks("uploads"), handle: create },
    { method: "PUT", path, operation: "uploads.part", when: asks("uploadId"), handle: putPart },
    { method: "POST", path, operation: "uploads.complete", when: asks("uploadId"), handle: complete },
    { method: "DELETE", path, operation: "uploads.abort", when: asks("uploadId"), handle: abort },
    { method: "GET", path, operation: "uploads.parts", when: asks("uploadId"), handle: listParts },
  ];
}

/** The parts of a completion, if they were all uploaded, stand in order and are large enough. */
function namedParts(upload: UploadRecord, body: string): PartRecord[] {
  const named = readParts(body);
  const parts = named.map(({ number, etag }) => {
    const part = upload.parts.find((one) => one.number === number);
    if (part && part.etag.replaceAll('"', "") === etag.replaceAll('"', "")) return part;
    return refuse({
      status: 400,
      code: "InvalidPart",
      message: "One or more of the specified parts could not be found.",
    });
  });
  if (parts.length === 0)
    refuse({ status: 400, code: "MalformedXML", message: "The XML you provided was not well-formed." });
  if (parts.some((part, place) => place > 0 && part.number <= (parts[place - 1]?.number ?? 0)))
    refuse({
      status: 400,
      code: "InvalidPartOrder",
      message: "The list of parts was not in ascending order.",
    });
  if (parts.slice(0, -1).some((part) => part.bytes < leastPart))
    refuse({
      status: 400,
      code: "EntityTooSmall",
      message: "Your proposed upload is smaller than the minimum allowed size",
    });
  return parts;
}

async function* bytesOf(room: ObjectRoom, parts: PartRecord[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield* createReadStream(room.path(part.file));
}

function etagOf(parts: PartRecord[]): string {
  const hash = createHash("md5");
  for (const part of parts) hash.update(Buffer.from(part.etag.replaceAll('"', ""), "hex"));
  return `"${hash.digest("hex")}-${parts.length}"`;
}
