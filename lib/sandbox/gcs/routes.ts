import { demand, refuse } from "@/lib/sandbox/google/complain";
import { readToken, tokenFor } from "@/lib/sandbox/google/places";
import type { Resumable } from "@/lib/sandbox/google/resumable";
import { type Call, json, type Reply, type Route, type Span } from "@/lib/sandbox/http/call";
import type { World } from "@/lib/sandbox/platform/world";
import type { NewObject, ObjectRecord, ObjectRoom } from "./object-room";
import { uploadRoutes } from "./uploads";
import { bucketOnTheWire, objectOnTheWire } from "./wire";

/** The paths of the JSON API, and the same without their beginning: the library asks so when its emulator variable is set. */
const roots = ["/storage/v1", ""];

export function storageRoutes(world: World, room: ObjectRoom, uploads: Resumable<NewObject>): Route[] {
  const settings = () => world.settings().vertex;

  function bucketOf(call: Call, permission: string) {
    const name = call.params.bucket ?? "";
    const bucket = settings().buckets[name];
    if (!bucket) return refuse("store", "NOT_FOUND", "The specified bucket does not exist.");
    demand("store", settings().denied, { permission, resource: `the Google Cloud Storage bucket ${name}` });
    return { name, ...bucket };
  }

  function objectOf(call: Call, permission: string): ObjectRecord {
    const bucket = bucketOf(call, permission);
    const name = call.params.object ?? "";
    return (
      room.find(bucket.name, name) ?? refuse("store", "NOT_FOUND", `No such object: ${bucket.name}/${name}`)
    );
  }

  function list(call: Call): Reply {
    const bucket = bucketOf(call, "storage.objects.list");
    const most = Number(call.query.get("maxResults") ?? 1000);
    const from = readToken(call.query.get("pageToken"));
    const all = room.within(bucket.name, call.query.get("prefix") ?? "");
    const rest = from === null ? all : all.filter((object) => object.name >= from);
    const next = rest[most];
    return json({
      kind: "storage#objects",
      ...(next && { nextPageToken: tokenFor(next.name) }),
      ...(rest.length > 0 && {
        items: rest.slice(0, most).map((object) => objectOnTheWire(object, call.origin)),
      }),
    });
  }

  async function remove(call: Call): Promise<Reply> {
    await room.remove(objectOf(call, "storage.objects.delete"));
    return { kind: "text", status: 204, headers: {}, body: "" };
  }

  function testPermissions(call: Call): Reply {
    const name = call.params.bucket ?? "";
    if (!settings().buckets[name]) refuse("store", "NOT_FOUND", "The specified bucket does not exist.");
    const held = call.query.getAll("permissions").filter((one) => !settings().denied.includes(one));
    return json({
      kind: "storage#testIamPermissionsResponse",
      ...(held.length > 0 && { permissions: held }),
    });
  }

  const bucket = (call: Call) => {
    const { name, location } = bucketOf(call, "storage.buckets.get");
    return json(bucketOnTheWire(name, location, call.origin));
  };
  const isMedia = (query: URLSearchParams) => query.get("alt") === "media";
  const media = (call: Call) => mediaOf(call, room, objectOf(call, "storage.objects.get"));
  const metadata = (call: Call) => json(objectOnTheWire(objectOf(call, "storage.objects.get"), call.origin));

  return [
    ...uploadRoutes(world, room, uploads),
    ...roots.flatMap((root): Route[] => [
      { method: "GET", path: `${root}/b/:bucket`, operation: "buckets.get", handle: bucket },
      {
        method: "GET",
        path: `${root}/b/:bucket/iam/testPermissions`,
        operation: "buckets.testPermissions",
        handle: testPermissions,
      },
      { method: "GET", path: `${root}/b/:bucket/o`, operation: "objects.list", handle: list },
      {
        method: "GET",
        path: `${root}/b/:bucket/o/:object`,
        when: isMedia,
        operation: "objects.content",
        handle: media,
      },
      { method: "GET", path: `${root}/b/:bucket/o/:object`, operation: "objects.get", handle: metadata },
      { method: "DELETE", path: `${root}/b/:bucket/o/:object`, operation: "objects.delete", handle: remove },
    ]),
    {
      method: "GET",
      path: "/download/storage/v1/b/:bucket/o/:object",
      operation: "objects.content",
      handle: media,
    },
  ];
}

function mediaOf(call: Call, room: ObjectRoom, object: ObjectRecord): Reply {
  const span = spanOf(call.headers.range, object.bytes);
  const headers = {
    "content-type": object.contentType,
    "x-goog-generation": object.generation,
    "x-goog-hash": `crc32c=${object.crc32c},md5=${object.md5}`,
    "x-goog-stored-content-length": String(object.bytes),
    ...(span && { "content-range": `bytes ${span.start}-${span.end}/${object.bytes}` }),
  };
  return { kind: "file", path: room.path(object), headers, ...(span && { span }) };
}

/** `bytes=5-9`, `bytes=5-`, `bytes=-5`. */
function spanOf(header: string | undefined, bytes: number): Span | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const isTail = match[1] === "";
  const start = isTail ? Math.max(0, bytes - Number(match[2])) : Number(match[1]);
  const end = isTail || match[2] === "" ? bytes - 1 : Math.min(Number(match[2]), bytes - 1);
  if (start <= end) return { start, end };
  return refuse("store", "RANGE_NOT_SATISFIABLE", "The requested range cannot be satisfied.");
}
