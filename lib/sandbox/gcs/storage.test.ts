import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Storage } from "@google-cloud/storage";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bucket as bucketName, type GoogleStage, openGoogleStage } from "@/lib/sandbox/testing/google-stage";

let stage: GoogleStage;
let dir: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "offpeak-gcs-"));
  stage = await openGoogleStage();
});
afterEach(async () => {
  await stage.close();
  rmSync(dir, { recursive: true, force: true });
});

const bucket = () => stage.storage.bucket(bucketName);
const text = "first\nzweite – 次の行\nthird\n";
const bytes = Buffer.byteLength(text);

test.each([
  ["piece by piece, which is the library's default", {}],
  ["at once, with the metadata in front", { resumable: false }],
])("a text is uploaded %s", async (_, options) => {
  const file = bucket().file("a folder/über.jsonl");
  await file.save(text, {
    contentType: "application/jsonl",
    metadata: { metadata: { key: "value" } },
    ...options,
  });
  const [metadata] = await file.getMetadata();
  expect(metadata).toMatchObject({
    name: "a folder/über.jsonl",
    bucket: bucketName,
    size: String(bytes),
    contentType: "application/jsonl",
    metadata: { key: "value" },
    md5Hash: createHash("md5").update(text).digest("base64"),
  });
  expect((await file.download())[0].toString("utf8")).toBe(text);
});

test("a big file goes up in chunks, and comes down whole and in parts", async () => {
  const content = randomBytes(1_500_000);
  const path = join(dir, "big.bin");
  writeFileSync(path, content);
  await bucket().upload(path, { destination: "big.bin", chunkSize: 256 * 1024 });
  const file = bucket().file("big.bin");
  expect((await file.download())[0].equals(content)).toBe(true);
  const [middle] = await file.download({ start: 1000, end: 1999 });
  expect(middle.equals(content.subarray(1000, 2000))).toBe(true);
  await expect(file.download({ start: 2_000_000 })).rejects.toMatchObject({ code: 416 });
});

test("an upload that broke off is taken up where it stands", async () => {
  const url = `${stage.sandbox.urls.gcs}/upload/storage/v1/b/${bucketName}/o?uploadType=resumable&name=x.txt`;
  const location = (await fetch(url, { method: "POST" })).headers.get("location") ?? "";
  const put = (body: string, range: string) =>
    fetch(location, { method: "PUT", body, headers: { "content-range": range } });
  expect((await put("", "bytes */*")).headers.get("range")).toBeNull();
  const half = await put("hello ", "bytes 0-5/*");
  expect([half.status, half.headers.get("range")]).toEqual([308, "bytes=0-5"]);
  const asked = await put("", "bytes */11");
  expect([asked.status, asked.headers.get("range")]).toEqual([308, "bytes=0-5"]);
  // What arrived already is passed over when it comes again.
  const whole = await put("lo world", "bytes 3-10/11");
  expect(await whole.json()).toMatchObject({ name: "x.txt", size: "11" });
  expect((await bucket().file("x.txt").download())[0].toString()).toBe("hello world");
  // The answer may have been lost, so it is given again.
  expect(await (await put("", "bytes */11")).json()).toMatchObject({ name: "x.txt", size: "11" });
  const stranger = await fetch(`${url}&upload_id=nobodys`, { method: "PUT" });
  expect(stranger.status).toBe(404);
});

test("objects are listed by name, in pages, below a prefix", async () => {
  for (const name of ["b/2", "a/1", "b/1", "b/3"]) await bucket().file(name).save("x", { resumable: false });
  const [files, next] = await bucket().getFiles({ prefix: "b/", maxResults: 2, autoPaginate: false });
  expect(files.map((file) => file.name)).toEqual(["b/1", "b/2"]);
  const [rest, none] = await bucket().getFiles(next ?? {});
  expect(rest.map((file) => file.name)).toEqual(["b/3"]);
  expect(none).toBeNull();
});

test("an object can be replaced and deleted", async () => {
  const file = bucket().file("one");
  await file.save("old", { resumable: false });
  await file.save("new", { resumable: false });
  expect((await file.download())[0].toString()).toBe("new");
  await file.delete();
  expect(await file.exists()).toEqual([false]);
  await expect(file.download()).rejects.toMatchObject({ code: 404 });
});

test("a bucket says where it is, and which permissions the caller has", async () => {
  await stage.tell("POST", "/config", {
    vertex: { denied: ["storage.objects.create"], buckets: { far: { location: "europe-west4" } } },
  });
  const [metadata] = await stage.storage.bucket("far").getMetadata();
  expect(metadata).toMatchObject({ location: "EUROPE-WEST4", locationType: "region" });
  const wanted = ["storage.objects.create", "storage.objects.get"];
  const [held] = await bucket().iam.testPermissions(wanted);
  expect(held).toEqual({ "storage.objects.create": false, "storage.objects.get": true });
  await expect(bucket().file("x").save("x", { resumable: false })).rejects.toThrow(
    /storage\.objects\.create/,
  );
  await expect(stage.storage.bucket("nobody").getMetadata()).rejects.toMatchObject({ code: 404 });
});

test("uploads, objects and half-done sessions outlive a restart", async () => {
  const before = await openGoogleStage({ stateDir: dir });
  await before.storage.bucket(bucketName).file("kept").save("kept");
  const url = `${before.sandbox.urls.gcs}/upload/storage/v1/b/${bucketName}/o?uploadType=resumable&name=half`;
  const location = new URL((await fetch(url, { method: "POST" })).headers.get("location") ?? "");
  const put = (origin: string, body: string, range: string) =>
    fetch(new URL(location.pathname + location.search, origin), {
      method: "PUT",
      body,
      headers: { "content-range": range },
    });
  await put(before.sandbox.urls.gcs, "hello ", "bytes 0-5/*");
  await before.close();

  const after = await openGoogleStage({ stateDir: dir });
  expect((await put(after.sandbox.urls.gcs, "world", "bytes 6-10/11")).status).toBe(200);
  const download = async (name: string) =>
    (await after.storage.bucket(bucketName).file(name).download())[0].toString();
  expect([await download("kept"), await download("half")]).toEqual(["kept", "hello world"]);
  await after.close();
});

test("the library's emulator variable leads here too", async () => {
  process.env.STORAGE_EMULATOR_HOST = stage.sandbox.urls.gcs;
  try {
    const file = new Storage({ projectId: "p" }).bucket(bucketName).file("emulated");
    await file.save("hello");
    expect((await file.download())[0].toString()).toBe("hello");
    await file.delete();
  } finally {
    delete process.env.STORAGE_EMULATOR_HOST;
  }
});
