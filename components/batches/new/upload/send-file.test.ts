import { expect, test } from "vitest";
import { type Hooks, PIECE_BYTES, sendFile, type Transport, UploadRefused } from "./send-file";

const SIZE = PIECE_BYTES * 2 + 100;
const file = {
  size: SIZE,
  slice: (from: number, to: number) => ({ size: Math.min(to, SIZE) - from }) as Blob,
};

/** A server that keeps what arrives; `breaks` says for each append how many bytes still arrive before the line breaks. */
function server(breaks: (number | null)[] = []) {
  const log: string[] = [];
  let has = 0;
  const transport: Transport = {
    async received() {
      log.push("received");
      return has === SIZE ? null : has;
    },
    async append(_id, from, piece) {
      log.push(`append ${from}`);
      const cut = breaks.shift() ?? null;
      has = from + (cut ?? piece.size);
      if (cut !== null) throw new TypeError("network");
      return has;
    },
  };
  return { log, transport, has: () => has };
}

function hooks() {
  const seen: number[] = [];
  const waits: number[] = [];
  const all: Hooks = {
    onProgress: (bytes) => seen.push(bytes),
    onBroken: () => {},
    wait: async (failures) => {
      waits.push(failures);
    },
  };
  return { all, seen, waits };
}

const way = (over: object, all: Hooks) => ({
  id: "u1",
  at: 0,
  hooks: all,
  signal: new AbortController().signal,
  ...over,
});

test("a file goes in pieces, and its progress only grows", async () => {
  const { log, transport, has } = server();
  const { all, seen } = hooks();
  await sendFile(file, transport, way({}, all));
  expect(log).toEqual(["append 0", `append ${PIECE_BYTES}`, `append ${PIECE_BYTES * 2}`]);
  expect(has()).toBe(SIZE);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test("after a break it asks what arrived, and goes on from there", async () => {
  const { log, transport, has } = server([null, 5]);
  const { all, waits } = hooks();
  await sendFile(file, transport, way({}, all));
  expect(log.slice(1)).toEqual([
    `append ${PIECE_BYTES}`,
    "received",
    `append ${PIECE_BYTES + 5}`,
    `append ${PIECE_BYTES * 2 + 5}`,
  ]);
  expect(waits).toEqual([1]);
  expect(has()).toBe(SIZE);
});

test("breaks in a row are waited for longer and longer", async () => {
  const { transport } = server([0, 0, 0]);
  const { all, waits } = hooks();
  await sendFile(file, transport, way({}, all));
  expect(waits).toEqual([1, 2, 3]);
});

test("an upload of an earlier page is taken up where it stands", async () => {
  const { log, transport } = server();
  await sendFile(file, transport, way({ at: PIECE_BYTES * 2 }, hooks().all));
  expect(log).toEqual([`append ${PIECE_BYTES * 2}`]);
});

test("when the answer to the last byte is lost, the upload has become a batch", async () => {
  const { transport } = server([null, null, 100]);
  await expect(sendFile(file, transport, way({}, hooks().all))).resolves.toBeUndefined();
});

test("an upload that vanished in the middle is said to be gone", async () => {
  const { transport } = server([0]);
  const gone = { ...transport, received: async () => null };
  await expect(sendFile(file, gone, way({}, hooks().all))).rejects.toThrow("no longer on the server");
});

test("what the server refuses is not tried again", async () => {
  const { all, waits } = hooks();
  const refusing: Transport = {
    received: async () => 0,
    append: async () => {
      throw new UploadRefused("The disk of this server is full.");
    },
  };
  await expect(sendFile(file, refusing, way({}, all))).rejects.toThrow("disk");
  expect(waits).toEqual([]);
});

test("a person may stop it at any time", async () => {
  const { log, transport } = server([0, 0, 0]);
  const stop = new AbortController();
  const all = { ...hooks().all, wait: async () => stop.abort() };
  await expect(sendFile(file, transport, way({ signal: stop.signal }, all))).rejects.toThrow();
  expect(log).toEqual(["append 0"]);
});
