import { createWriteStream, existsSync, rmSync, statSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import { drain } from "@/lib/sandbox/http/body";
import { type Call, json, Refusal, type Reply } from "@/lib/sandbox/http/call";
import type { Collection } from "@/lib/sandbox/platform/collection";
import type { World } from "@/lib/sandbox/platform/world";
import { complain } from "./complain";

/** An upload that comes in pieces and may be taken up again; `about` is what its owner wanted when it began. */
export type Session<T> = {
  id: string;
  about: T;
  /** Of the last piece: whoever asks again is told again. */
  answer?: { status: number; body: unknown };
};

/** The protocol that Cloud Storage and BigQuery share. */
export type Resumable<T> = {
  begin(call: Call, about: T): Promise<Reply>;
  /** A piece, or a question how far it is; `finish` is called with the whole file. */
  proceed(call: Call, finish: (about: T, path: string) => Promise<Reply>): Promise<Reply>;
  clear(): Promise<void>;
};

type Wanted = { world: World; name: string };

export function createResumable<T>({ world, name }: Wanted): Resumable<T> {
  const sessions: Collection<Session<T>> = world.collection(name);
  // Not among the incoming files: those are cleared away at a start, and a session outlives one.
  const pathOf = (id: string) => world.path("spool", id);

  function found(call: Call): Session<T> {
    const session = sessions.get(call.query.get("upload_id") ?? "");
    if (session) return session;
    throw new Refusal(complain("store", { kind: "NOT_FOUND", message: "No such upload session." }));
  }

  return {
    async begin(call, about) {
      const id = world.nextId("upload-");
      await sessions.put({ id, about });
      const location = new URL(call.path, call.origin);
      for (const [key, value] of call.query) location.searchParams.set(key, value);
      location.searchParams.set("upload_id", id);
      return {
        kind: "text",
        status: 200,
        headers: { location: location.href, "content-length": "0" },
        body: "",
      };
    },
    async proceed(call, finish) {
      const session = found(call);
      if (session.answer) {
        await drain(call.request);
        return json(session.answer.body, session.answer.status);
      }
      const path = pathOf(session.id);
      const range = rangeOf(call);
      const had = sizeOf(path);
      if (range.start === null) await drain(call.request);
      else await append(call.request, { path, had, start: range.start });
      const has = sizeOf(path);
      const isWhole = range.isLast && (range.total === null || has >= range.total);
      if (!isWhole) return incomplete(has);
      if (!existsSync(path)) await append(null, { path, had: 0, start: 0 });
      const reply = await finish(session.about, path);
      if (reply.kind === "json")
        await sessions.put({ ...session, answer: { status: reply.status, body: reply.body } });
      rmSync(path, { force: true });
      return reply;
    },
    async clear() {
      for (const session of [...sessions.all()]) await sessions.remove(session.id);
    },
  };
}

function incomplete(has: number): Reply {
  const headers = { "content-length": "0", ...(has > 0 && { range: `bytes=0-${has - 1}` }) };
  return { kind: "text", status: 308, headers, body: "" };
}

type Range = { start: number | null; total: number | null; isLast: boolean };

/** `bytes 0-99/200`, `bytes 0-99/*`, `bytes 0-*\/*` for all that follows, and `bytes *\/200` as a question. */
function rangeOf(call: Call): Range {
  const header = call.headers["content-range"];
  if (header === undefined) return { start: 0, total: null, isLast: true };
  const match = /^bytes (?:\*|(\d+)-(\d+|\*))\/(\d+|\*)$/.exec(header);
  if (!match) {
    const message = `Invalid Content-Range: ${header}`;
    throw new Refusal(complain("store", { kind: "INVALID_ARGUMENT", message }));
  }
  const [, start, end, size] = match;
  const total = size === "*" ? null : Number(size);
  const isOpen = end === "*" && total === null;
  return { start: start === undefined ? null : Number(start), total, isLast: isOpen || total !== null };
}

const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);

type Piece = { path: string; had: number; start: number };

/** Keeps what comes as it comes; what is there already is passed over. A gap cannot be filled. */
async function append(request: IncomingMessage | null, { path, had, start }: Piece): Promise<void> {
  if (start > had) {
    if (request) await drain(request);
    return;
  }
  let skip = had - start;
  async function* fresh() {
    for await (const chunk of request ?? []) {
      const part = skip > 0 ? chunk.subarray(skip) : chunk;
      skip = Math.max(0, skip - chunk.length);
      if (part.length > 0) yield part;
    }
  }
  await pipeline(fresh(), createWriteStream(path, { flags: "a" }));
}
