import type { Call, Reply, Route } from "@/lib/sandbox/http/call";
import type { World } from "@/lib/sandbox/platform/world";
import { bare, refuse, xml } from "./dialect";
import type { ObjectRecord, ObjectRoom } from "./object-room";
import { admittedBucket, bucketRegion, bucketSettings } from "./rights";

/** A bucket as a whole: whether it is there, where, and what is in it. */
export function bucketRoutes(world: World, room: ObjectRoom): Route[] {
  function head(call: Call): Reply {
    const bucket = admittedBucket(world, call, "list");
    return bare(200, { "x-amz-bucket-region": bucketRegion(world, bucket) });
  }

  function location(call: Call): Reply {
    const bucket = call.params.bucket ?? "";
    if (!bucketSettings(world, bucket).exists)
      refuse({ status: 404, code: "NoSuchBucket", message: "The specified bucket does not exist" });
    const region = bucketRegion(world, bucket);
    // The oldest region has no name here.
    return xml("LocationConstraint", region === "us-east-1" ? null : region);
  }

  function listUploads(call: Call): Reply {
    const bucket = admittedBucket(world, call, "list");
    const prefix = call.query.get("prefix") ?? "";
    const uploads = [...room.uploads.all()].filter(
      (upload) => upload.bucket === bucket && upload.key.startsWith(prefix),
    );
    return xml("ListMultipartUploadsResult", {
      Bucket: bucket,
      IsTruncated: false,
      Upload: uploads.map((upload) => ({
        Key: upload.key,
        UploadId: upload.id,
        Initiated: new Date(upload.at).toISOString(),
      })),
    });
  }

  const list = (call: Call) => listObjects(room, call, admittedBucket(world, call, "list"));
  const asks = (name: string) => (query: URLSearchParams) => query.has(name);
  return ["/:bucket", "/:bucket/"].flatMap((path) => [
    { method: "HEAD", path, operation: "buckets.head", handle: head },
    { method: "GET", path, operation: "buckets.location", when: asks("location"), handle: location },
    { method: "GET", path, operation: "uploads.list", when: asks("uploads"), handle: listUploads },
    { method: "GET", path, operation: "objects.list", when: asks("list-type"), handle: list },
  ]);
}

type Row = { key: string; object: ObjectRecord | null };

function listObjects(room: ObjectRoom, call: Call, bucket: string): Reply {
  const { query } = call;
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const limit = Math.min(Number(query.get("max-keys") ?? 1000), 1000);
  const token = query.get("continuation-token");
  const after = token ? Buffer.from(token, "base64url").toString("utf8") : (query.get("start-after") ?? "");
  const rows = rowsOf(room.under(bucket, prefix), prefix, delimiter).filter((row) => row.key > after);
  const page = rows.slice(0, limit);
  const isTruncated = rows.length > limit;
  const shown = (text: string) => (query.get("encoding-type") === "url" ? encodeURIComponent(text) : text);
  return xml("ListBucketResult", {
    Name: bucket,
    Prefix: shown(prefix),
    Delimiter: delimiter || null,
    MaxKeys: limit,
    KeyCount: page.length,
    IsTruncated: isTruncated,
    ContinuationToken: token,
    NextContinuationToken: isTruncated ? Buffer.from(page.at(-1)?.key ?? "").toString("base64url") : null,
    Contents: page.flatMap(({ object }) => (object ? [contentOf(object, shown)] : [])),
    CommonPrefixes: page.flatMap(({ key, object }) => (object ? [] : [{ Prefix: shown(key) }])),
  });
}

/** Objects, and in place of those behind the delimiter their folder, once. */
function rowsOf(objects: ObjectRecord[], prefix: string, delimiter: string): Row[] {
  const rows = new Map<string, Row>();
  for (const object of objects) {
    const cut = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    const key = cut < 0 ? object.key : object.key.slice(0, cut + delimiter.length);
    rows.set(key, { key, object: cut < 0 ? object : null });
  }
  return [...rows.values()];
}

function contentOf(object: ObjectRecord, shown: (text: string) => string) {
  return {
    Key: shown(object.key),
    LastModified: new Date(object.at).toISOString(),
    ETag: object.etag,
    Size: object.bytes,
    StorageClass: "STANDARD",
  };
}
