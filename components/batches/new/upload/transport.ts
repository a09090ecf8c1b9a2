import { type Transport, UploadRefused } from "./send-file";

/** The page's own way in: routes of the session that stream every piece to disk. */
export const UPLOADS = "/api/upload/batches";

/** Before the first byte: what the file is for. A refusal names the fields that are wrong. */
export class FieldsRefused extends UploadRefused {
  constructor(
    message: string,
    readonly fields: Record<string, string>,
  ) {
    super(message);
  }
}

export async function beginUpload(input: Record<string, unknown>): Promise<string> {
  const answer = await fetch(UPLOADS, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  const body: unknown = await answer.json().catch(() => null);
  const id = fieldOf(body, "id");
  if (answer.ok && typeof id === "string") return id;
  const fields = fieldOf(fieldOf(body, "error"), "fields");
  throw new FieldsRefused(
    messageOf(body) ?? "The server did not answer. Try again.",
    typeof fields === "object" && fields !== null ? (fields as Record<string, string>) : {},
  );
}

export async function dropUpload(id: string): Promise<void> {
  await fetch(`${UPLOADS}/${id}`, { method: "DELETE" }).catch(() => {});
}

/** Pieces go by XMLHttpRequest, which alone tells how much of one is sent. */
export function transport(signal: AbortSignal): Transport {
  return {
    async received(id) {
      const answer = await fetch(`${UPLOADS}/${id}`, { signal, cache: "no-store" });
      if (answer.status === 404) return null;
      return bytesOf(read(answer.status, await answer.json().catch(() => null)));
    },
    append: async (id, from, piece, onSent) =>
      bytesOf(await put(`${UPLOADS}/${id}?offset=${from}`, piece, { onSent, signal })),
  };
}

type Putting = { onSent(bytes: number): void; signal: AbortSignal };

function put(url: string, piece: Blob, { onSent, signal }: Putting): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener("abort", stop);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onloadend = () => {
      signal.removeEventListener("abort", stop);
      try {
        resolve(read(request.status, request.response));
      } catch (error) {
        reject(error);
      }
    };
    request.open("PUT", url);
    request.responseType = "json";
    request.send(piece);
  });
}

/** Asked again, these may be answered otherwise: an offset that is another by now, a server that is busy. */
const PASSING = [404, 408, 409, 425, 429];

function read(status: number, body: unknown): unknown {
  if (status >= 200 && status < 300 && body !== null) return body;
  if (status >= 400 && status < 500 && !PASSING.includes(status))
    throw new UploadRefused(messageOf(body) ?? "The file was not taken. Choose it again.");
  throw new Error(`the server answered ${status}`);
}

function bytesOf(body: unknown): number {
  const bytes = fieldOf(body, "bytes");
  if (typeof bytes !== "number") throw new Error("the server did not say how much it has");
  return bytes;
}

function messageOf(body: unknown): string | null {
  const message = fieldOf(fieldOf(body, "error"), "message");
  return typeof message === "string" ? message : null;
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null && name in body
    ? (body as Record<string, unknown>)[name]
    : undefined;
}
