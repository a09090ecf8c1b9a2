import type { ObjectRecord } from "./object-room";

const escaped = encodeURIComponent;

export function objectOnTheWire(object: ObjectRecord, origin: string) {
  const { bucket, name, generation } = object;
  const self = `${origin}/storage/v1/b/${escaped(bucket)}/o/${escaped(name)}`;
  const created = new Date(object.createdAt).toISOString();
  return {
    kind: "storage#object",
    id: `${bucket}/${name}/${generation}`,
    selfLink: self,
    mediaLink: `${origin}/download/storage/v1/b/${escaped(bucket)}/o/${escaped(name)}?generation=${generation}&alt=media`,
    name,
    bucket,
    generation,
    metageneration: "1",
    contentType: object.contentType,
    storageClass: "STANDARD",
    size: String(object.bytes),
    md5Hash: object.md5,
    crc32c: object.crc32c,
    etag: Buffer.from(generation).toString("base64"),
    timeCreated: created,
    updated: created,
    timeStorageClassUpdated: created,
    ...(Object.keys(object.metadata).length > 0 && { metadata: object.metadata }),
  };
}

export function bucketOnTheWire(name: string, location: string, origin: string) {
  const isMulti = ["US", "EU", "ASIA"].includes(location.toUpperCase());
  return {
    kind: "storage#bucket",
    id: name,
    name,
    selfLink: `${origin}/storage/v1/b/${escaped(name)}`,
    location: location.toUpperCase(),
    locationType: isMulti ? "multi-region" : "region",
    storageClass: "STANDARD",
    metageneration: "1",
    timeCreated: "2026-01-01T00:00:00.000Z",
    updated: "2026-01-01T00:00:00.000Z",
    iamConfiguration: { uniformBucketLevelAccess: { enabled: true } },
  };
}
