import { randomBytes } from "node:crypto";
import { toFile } from "openai";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  chatLines,
  download,
  jsonl,
  openStage,
  type Stage,
  startChatBatch,
  upload,
} from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

test("an upload comes back byte for byte, whatever is in it", async () => {
  const bytes = Buffer.concat([
    Buffer.from("\r\n--\r\n\r\n----WebKit\r\n"),
    randomBytes(3_000_000),
    Buffer.from("\r\n--"),
  ]);
  const file = await stage.openai.files.create({ file: await toFile(bytes, "odd.jsonl"), purpose: "batch" });
  expect(file.bytes).toBe(bytes.length);
  const content = await (await stage.openai.files.content(file.id)).arrayBuffer();
  expect(Buffer.from(content).equals(bytes)).toBe(true);
});

test("files are listed both ways, by purpose, and deleted for good", async () => {
  const first = await upload(stage, "a\n", "a.jsonl");
  const second = await upload(stage, "b\n", "b.jsonl");
  const notes = await stage.openai.files.create({
    file: await toFile(Buffer.from("c"), "c.txt"),
    purpose: "user_data",
  });
  const names = async (query: { order?: "asc"; purpose?: string }) => {
    const found = [];
    for await (const file of stage.openai.files.list({ limit: 1, ...query })) found.push(file.filename);
    return found;
  };
  expect(await names({})).toEqual(["c.txt", "b.jsonl", "a.jsonl"]);
  expect(await names({ order: "asc", purpose: "batch" })).toEqual(["a.jsonl", "b.jsonl"]);
  expect(notes.expires_at).toBeNull();
  expect(await stage.openai.files.delete(first.id)).toEqual({ id: first.id, object: "file", deleted: true });
  await expect(stage.openai.files.retrieve(first.id)).rejects.toMatchObject({ status: 404 });
  expect(await stage.openai.files.retrieve(second.id)).toEqual(second);
});

test("a file expires when it was told to", async () => {
  const file = await stage.openai.files.create({
    file: await toFile(Buffer.from("{}\n"), "short.jsonl"),
    purpose: "batch",
    expires_after: { anchor: "created_at", seconds: 3600 },
  });
  expect((file.expires_at ?? 0) - file.created_at).toBe(3600);
  await stage.advance(3600);
  await expect(stage.openai.files.retrieve(file.id)).rejects.toMatchObject({ status: 404 });
});

test("a batch goes on when its input file is deleted", async () => {
  const batch = await startChatBatch(stage, chatLines(3));
  await stage.openai.files.delete(batch.input_file_id);
  await stage.advance(200);
  const { output_file_id } = await stage.openai.batches.retrieve(batch.id);
  expect((await download(stage, output_file_id)).split("\n")).toHaveLength(4);
});

test("what is no batch file is refused at the door", async () => {
  await stage.tell("POST", "/config", { openai: { maxBytes: 100 } });
  await expect(upload(stage, "x", "input.json")).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining("Invalid file format for Batch API. Must be .jsonl"),
  });
  await expect(upload(stage, jsonl(chatLines(5)))).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining("File is too large."),
  });
  expect((await stage.openai.files.list()).data).toEqual([]);
});

test("an upload that breaks off leaves nothing behind", async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(
        Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="x.jsonl"\r\n\r\nabc'),
      );
    },
    pull: (controller) => controller.error(new Error("gone")),
  });
  const headers = { authorization: "Bearer key", "content-type": "multipart/form-data; boundary=b" };
  const request = { method: "POST", headers, body, duplex: "half" } as RequestInit;
  await expect(fetch(`${stage.sandbox.urls.openai}/files`, request)).rejects.toThrow();
  expect((await stage.openai.files.list()).data).toEqual([]);
});
