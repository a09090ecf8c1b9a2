import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Aws, bucket, openAws } from "@/lib/sandbox/testing/aws";
import { openStage, type Stage } from "@/lib/sandbox/testing/stage";

let stage: Stage;
let aws: Aws;
beforeEach(async () => {
  stage = await openStage();
  aws = openAws(stage.sandbox);
});
afterEach(() => stage.close());

const at = (Key: string) => ({ Bucket: bucket, Key });
const put = (Key: string, Body: string | Buffer | Readable) =>
  aws.s3.send(new PutObjectCommand({ ...at(Key), Body }));

async function bytesOf(Key: string, more: object = {}): Promise<Buffer> {
  const { Body } = await aws.s3.send(new GetObjectCommand({ ...at(Key), ...more }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

test("an object comes back byte for byte, however it was sent", async () => {
  const bytes = randomBytes(700_000);
  await put("a/whole.bin", bytes);
  // Of unknown length, a body goes out in chunks with its checksum behind them.
  const pieces = Readable.from([bytes.subarray(0, 3), bytes.subarray(3, 300_000), bytes.subarray(300_000)]);
  await aws.s3.send(
    new PutObjectCommand({ ...at("a/in pieces +ü.bin"), Body: pieces, ContentLength: bytes.length }),
  );
  expect((await bytesOf("a/whole.bin")).equals(bytes)).toBe(true);
  expect((await bytesOf("a/in pieces +ü.bin")).equals(bytes)).toBe(true);
  expect((await bytesOf("a/whole.bin", { Range: "bytes=10-19" })).equals(bytes.subarray(10, 20))).toBe(true);
  expect((await bytesOf("a/whole.bin", { Range: "bytes=-5" })).equals(bytes.subarray(-5))).toBe(true);
  const head = await aws.s3.send(new HeadObjectCommand(at("a/whole.bin")));
  expect(head).toMatchObject({ ContentLength: 700_000, AcceptRanges: "bytes" });
});

test("a large file goes up in parts and comes down in one piece", async () => {
  const bytes = randomBytes(11 * 1024 * 1024);
  const upload = new Upload({ client: aws.s3, params: { ...at("large.bin"), Body: Readable.from([bytes]) } });
  await upload.done();
  const head = await aws.s3.send(new HeadObjectCommand(at("large.bin")));
  expect(head.ContentLength).toBe(bytes.length);
  expect(head.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
  expect((await bytesOf("large.bin")).equals(bytes)).toBe(true);
});

test("an upload in parts can be looked at and given up", async () => {
  const { UploadId } = await aws.s3.send(new CreateMultipartUploadCommand(at("given-up.bin")));
  await aws.s3.send(new UploadPartCommand({ ...at("given-up.bin"), UploadId, PartNumber: 2, Body: "two" }));
  const parts = await aws.s3.send(new ListPartsCommand({ ...at("given-up.bin"), UploadId }));
  expect(parts.Parts).toMatchObject([{ PartNumber: 2, Size: 3 }]);
  const uploads = await aws.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
  expect(uploads.Uploads).toMatchObject([{ Key: "given-up.bin", UploadId }]);
  await aws.s3.send(new AbortMultipartUploadCommand({ ...at("given-up.bin"), UploadId }));
  await expect(aws.s3.send(new ListPartsCommand({ ...at("given-up.bin"), UploadId }))).rejects.toMatchObject({
    name: "NoSuchUpload",
  });
  await expect(bytesOf("given-up.bin")).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("objects are listed by prefix, in pages and in folders", async () => {
  for (const key of ["b/2", "b/1", "b/c/3", "b/<&>", "other"]) await put(key, key);
  const keys: (string | undefined)[] = [];
  for await (const page of paginateListObjectsV2(
    { client: aws.s3, pageSize: 2 },
    { Bucket: bucket, Prefix: "b/" },
  ))
    keys.push(...(page.Contents ?? []).map((object) => object.Key));
  expect(keys).toEqual(["b/1", "b/2", "b/<&>", "b/c/3"]);
  const folder = await aws.s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: "b/", Delimiter: "/" }),
  );
  expect(folder.CommonPrefixes).toEqual([{ Prefix: "b/c/" }]);
  expect(folder).toMatchObject({ KeyCount: 4, IsTruncated: false });
  const none = await aws.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "nothing/" }));
  expect(none.Contents).toBeUndefined();
});

test("what was deleted is gone, and deleting it again is no error", async () => {
  await put("gone", "soon");
  await aws.s3.send(new DeleteObjectCommand(at("gone")));
  await aws.s3.send(new DeleteObjectCommand(at("gone")));
  await expect(bytesOf("gone")).rejects.toMatchObject({ name: "NoSuchKey" });
  await expect(aws.s3.send(new HeadObjectCommand(at("gone")))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
});

test("a bucket in another region redirects, and says where it is", async () => {
  await stage.tell("POST", "/config", { bedrock: { buckets: { [bucket]: { region: "eu-west-1" } } } });
  await expect(put("a", "b")).rejects.toMatchObject({
    name: "PermanentRedirect",
    $metadata: { httpStatusCode: 301 },
  });
  await expect(aws.s3.send(new HeadBucketCommand({ Bucket: bucket }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 301 },
  });
  const { LocationConstraint } = await aws.s3.send(new GetBucketLocationCommand({ Bucket: bucket }));
  expect(LocationConstraint).toBe("eu-west-1");
  const there = openAws(stage.sandbox, "eu-west-1");
  await there.s3.send(new HeadBucketCommand({ Bucket: bucket }));
});

test("a bucket may be missing, or bar the caller", async () => {
  await stage.tell("POST", "/config", {
    bedrock: { buckets: { none: { exists: false }, closed: { callerMay: ["list"] } } },
  });
  await expect(aws.s3.send(new HeadBucketCommand({ Bucket: "none" }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
  await aws.s3.send(new HeadBucketCommand({ Bucket: "closed" }));
  await expect(
    aws.s3.send(new PutObjectCommand({ Bucket: "closed", Key: "a", Body: "b" })),
  ).rejects.toMatchObject({ name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
});

test("a body that does not match its checksum is refused and leaves nothing", async () => {
  const response = await fetch(`${stage.sandbox.urls.s3}/${bucket}/broken`, {
    method: "PUT",
    headers: { authorization: "Bearer key", "x-amz-checksum-crc32": "AAAAAA==" },
    body: "not that",
  });
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining("<Code>BadDigest</Code>"),
  ]);
  await expect(bytesOf("broken")).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("objects and parts outlive a restart", async () => {
  const dir = mkdtempSync(join(tmpdir(), "offpeak-s3-"));
  const before = await openStage({ stateDir: dir });
  const first = openAws(before.sandbox);
  await first.s3.send(new PutObjectCommand({ ...at("kept"), Body: "still here" }));
  const { UploadId } = await first.s3.send(new CreateMultipartUploadCommand(at("half")));
  await first.s3.send(new UploadPartCommand({ ...at("half"), UploadId, PartNumber: 1, Body: "one" }));
  await before.close();
  const after = await openStage({ stateDir: dir });
  const second = openAws(after.sandbox);
  const { Body } = await second.s3.send(new GetObjectCommand(at("kept")));
  expect(await Body?.transformToString()).toBe("still here");
  const { Parts } = await second.s3.send(new ListPartsCommand({ ...at("half"), UploadId }));
  expect(Parts).toHaveLength(1);
  await after.close();
  rmSync(dir, { recursive: true, force: true });
});
