import { expect, test } from "vitest";
import { type Hooks, PIECE_BYTES, sendFile, type Transport, UploadRefused } from "./send-file";

const SIZE = PIECE_BYTES * 2 + 100;
const file = {
  name: "requests.jsonl",
  size: SIZE,
  slice: (from: number, to: number) => ({ size: Math.min(to, SIZE) - from }) as Blob,
};

/** A server that keeps what arrives; `breaks` says for each append how many bytes still arrive before the line breaks. */
function server(breaks: (number | null)[] = []) {
  const log: string[] = [];
  let has = 0;
  const transport: Transport = {
    async begin() {
      log.push("begin");
      return { id: "u1" };
    },
    async received() {
      log.push("received");
      return has;
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
  const told = { begun: "", broken: 0 };
  const all: Hooks = {
    onBegun: (id) => {
      told.begun = id;
    },
    onProgress: (bytes) => seen.push(bytes),
    onBroken: () => {
      told.broken += 1;
    },
    wait: async () => {},
  };
  return { all, seen, told };
}

const open = () => new AbortController().signal;

test("a file goes in pieces, and its progress only grows", async () => {
  const { log, transport, has } = server();
  const { all, seen } = hooks();
  await expect(sendFile(file, transport, { resume: null, hooks: all, signal: open() })).resolves.toBe("u1");
  expect(log).toEqual(["begin", "append 0", `append ${PIECE_BYTES}`, `append ${PIECE_BYTES * 2}`]);
  expect(has()).toBe(SIZE);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test("after a break it asks what arrived, and goes on from there", async () => {
  const { log, transport, has } = server([null, 5]);
  const { all, told } = hooks();
  await sendFile(file, transport, { resume: null, hooks: all, signal: open() });
  expect(log.slice(2)).toEqual([
    `append ${PIECE_BYTES}`,
    "received",
    `append ${PIECE_BYTES + 5}`,
    `append ${PIECE_BYTES * 2 + 5}`,
  ]);
  expect(told.broken).toBe(1);
  expect(has()).toBe(SIZE);
});

test("an upload of an earlier page is taken up where it stands", async () => {
  const { log, transport } = server();
  const { all, told } = hooks();
  await sendFile(
    file,
    { ...transport, received: async () => PIECE_BYTES * 2 },
    {
      resume: "u0",
      hooks: all,
      signal: open(),
    },
  );
  expect(told.begun).toBe("u0");
  expect(log).toEqual([`append ${PIECE_BYTES * 2}`]);
});

test("what the server refuses is not tried again", async () => {
  const { transport } = server();
  const { all, told } = hooks();
  const refusing = {
    ...transport,
    begin: async () => {
      throw new UploadRefused("Your role (finance) may not do this.");
    },
  };
  const sending = sendFile(file, refusing, { resume: null, hooks: all, signal: open() });
  await expect(sending).rejects.toThrow("may not");
  expect(told.broken).toBe(0);
});

test("a person may stop it at any time", async () => {
  const { log, transport } = server([0, 0, 0]);
  const stop = new AbortController();
  const { all } = hooks();
  const stopping = { ...all, wait: async () => stop.abort() };
  await expect(
    sendFile(file, transport, { resume: null, hooks: stopping, signal: stop.signal }),
  ).rejects.toThrow();
  expect(log).toEqual(["begin", "append 0"]);
});
