import { type Transport, UploadRefused } from "./send-file";

/** The page's own way in: a route of the session that streams every piece to disk. */
const UPLOADS = "/api/batches/uploads";

/** Pieces go by XMLHttpRequest, which alone tells how much of one is sent. */
export function transport(signal: AbortSignal): Transport {
  return {
    begin: ({ name, size }) =>
      ask(`${UPLOADS}?${new URLSearchParams({ filename: name, bytes: String(size) })}`, "POST", signal).then(
        (body) => ({ id: textOf(body, "id") }),
      ),
    received: (id) => ask(`${UPLOADS}/${id}`, "GET", signal).then((body) => numberOf(body, "received")),
    append: (id, from, piece, onSent) =>
      put(`${UPLOADS}/${id}?from=${from}`, piece, { onSent, signal }).then((body) =>
        numberOf(body, "received"),
      ),
  };
}

async function ask(url: string, method: "GET" | "POST", signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(url, { method, signal, cache: "no-store" });
  return read(answer.status, await answer.json().catch(() => null));
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

/** What is not there, not allowed or not understood stays so; everything else may work the next time. */
function read(status: number, body: unknown): unknown {
  if (status >= 200 && status < 300 && body !== null) return body;
  const isFinal = status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status);
  if (isFinal) throw new UploadRefused(messageOf(body) ?? "The file was not taken. Choose it again.");
  throw new Error(`the server answered ${status}`);
}

function messageOf(body: unknown): string | null {
  const error = fieldOf(body, "error");
  const message = fieldOf(error, "message");
  return typeof message === "string" ? message : null;
}

function textOf(body: unknown, name: string): string {
  const value = fieldOf(body, name);
  if (typeof value !== "string") throw new Error(`the server did not say its ${name}`);
  return value;
}

function numberOf(body: unknown, name: string): number {
  const value = fieldOf(body, name);
  if (typeof value !== "number") throw new Error(`the server did not say how much it ${name}`);
  return value;
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null && name in body
    ? (body as Record<string, unknown>)[name]
    : undefined;
}
