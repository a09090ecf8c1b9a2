import { setTimeout as delay } from "node:timers/promises";
import { PATIENCE, readJson, send, type VertexClient } from "@/lib/adapters/providers/vertex/client";
import { AppError } from "@/lib/core/errors";
import { type Failure, failureOf } from "@/lib/platform/http/failure";

// The resumable upload that Cloud Storage and BigQuery share: begin, then piece by piece. A piece whose answer was lost
// is asked for, and sent on from where it stands.

/** Google takes pieces in multiples of 256 KiB. */
export const PIECE = 8 * 1024 * 1024;
const MOST_TRIES = 6;

type Upload = {
  /** Where it begins, with `uploadType=resumable`. */
  url: string;
  metadata: unknown;
  contentType: string;
  pieces: AsyncIterable<Buffer<ArrayBuffer>>;
  signal: AbortSignal;
};

/** The answer to the last piece. Throws what `failureOf` understands. */
export async function uploadPieces(client: VertexClient, upload: Upload): Promise<unknown> {
  const session = await begin(client, upload);
  let start = 0;
  let held: Buffer<ArrayBuffer> | null = null;
  for await (const piece of upload.pieces) {
    if (held) {
      await putPiece(client, session, { bytes: held, start, total: null });
      start += held.length;
    }
    held = piece;
  }
  const last = held ?? Buffer.alloc(0);
  return putPiece(client, session, { bytes: last, start, total: start + last.length });
}

type Session = { url: string; signal: AbortSignal };
type Piece = { bytes: Buffer<ArrayBuffer>; start: number; total: number | null };

async function begin(client: VertexClient, { url, metadata, contentType, signal }: Upload): Promise<Session> {
  const headers = { "x-upload-content-type": contentType };
  const response = await send(client, { url, method: "POST", json: metadata, headers, signal });
  await response.arrayBuffer();
  return { url: sessionAt(response.headers.get("location"), url), signal };
}

/** The token goes along with every piece, so the pieces go nowhere but where the upload began. */
function sessionAt(location: string | null, begun: string): string {
  const home = new URL(begun).origin;
  if (location && URL.canParse(location, begun)) {
    const url = new URL(location, begun);
    if (url.origin === home) return url.href;
    const isGoogle = (origin: string) => /^https:\/\/([a-z0-9-]+\.)*googleapis\.com$/.test(origin);
    if (isGoogle(home) && isGoogle(url.origin)) return url.href;
  }
  throw new AppError("provider_refused", `${home} leads an upload to another address. Correct the endpoint.`);
}

async function putPiece(client: VertexClient, session: Session, piece: Piece): Promise<unknown> {
  const end = piece.start + piece.bytes.length;
  let from = piece.start;
  for (let tries = 1; ; tries++) {
    try {
      const response = await put(client, session, { ...piece, from, isQuestion: tries > 1 && from === end });
      if (response.status !== 308) return await readJson(response);
      from = await received(response);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (isForgotten(failure))
        throw new AppError("provider_busy", "An upload was forgotten. It is begun anew.");
      if (tries >= MOST_TRIES || !isPassing(failure)) throw thrown;
      await delay(pause(tries), undefined, { signal: session.signal });
      const asked = await ask(client, session, piece).catch(() => null);
      if (asked?.kind === "done") return asked.answer;
      if (asked) from = asked.has;
    }
    if (from < piece.start || from > end)
      throw new AppError("provider_busy", "An upload stands elsewhere than it should. It is begun anew.");
    if (from === end && piece.total === null) return null;
    if (tries >= MOST_TRIES)
      throw new AppError("provider_busy", "An upload does not get on. It is begun anew.");
  }
}

type Put = Piece & { from: number; isQuestion: boolean };

async function put(client: VertexClient, { url, signal }: Session, piece: Put): Promise<Response> {
  const rest = piece.bytes.subarray(piece.from - piece.start);
  const total = piece.total ?? "*";
  const isNothing = rest.length === 0 || piece.isQuestion;
  const range = isNothing
    ? `bytes */${total}`
    : `bytes ${piece.from}-${piece.from + rest.length - 1}/${total}`;
  return send(client, {
    url,
    method: "PUT",
    body: rest,
    headers: { "content-range": range },
    timeout: PATIENCE.piece,
    signal,
    isPiece: true,
  });
}

type Asked = { kind: "done"; answer: unknown } | { kind: "more"; has: number };

/** How far the upload is: an empty piece asks. */
async function ask(client: VertexClient, session: Session, { total }: Piece): Promise<Asked> {
  const response = await send(client, {
    url: session.url,
    method: "PUT",
    body: new Uint8Array(0),
    headers: { "content-range": `bytes */${total ?? "*"}` },
    signal: session.signal,
    isPiece: true,
  });
  if (response.status !== 308) return { kind: "done", answer: await readJson(response) };
  return { kind: "more", has: await received(response) };
}

/** `bytes=0-99`: a hundred bytes. Without the header: none. */
async function received(response: Response): Promise<number> {
  await response.arrayBuffer();
  const last = /^bytes=0-(\d+)$/.exec(response.headers.get("range") ?? "")?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

/** A session that is gone is no sign that the bucket is. */
const isForgotten = (failure: Failure): boolean =>
  failure.kind === "status" && (failure.status === 404 || failure.status === 410);

const isPassing = (failure: Failure): boolean =>
  failure.kind === "lost" ||
  failure.kind === "unreachable" ||
  (failure.kind === "status" && (failure.status === 429 || failure.status === 408 || failure.status >= 500));

const pause = (tries: number): number => Math.min(16_000, 250 * 2 ** tries);
