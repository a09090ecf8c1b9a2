import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = { status: number; headers: Record<string, string>; body: Buffer };
export type Asked = { method: string; path: string; headers: Record<string, string>; body: Buffer };

export type Change = (answer: Answer, asked: Asked) => Answer | Promise<Answer>;

export type GoBetween = {
  url: string;
  asked: Asked[];
  stop(): Promise<void>;
};

/** Stands before a server and may change its answers: for what no simulator does by itself. */
export async function startProxy(target: string, change: Change = (answer) => answer): Promise<GoBetween> {
  const asked: Asked[] = [];
  const { origin, pathname } = new URL(target);
  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    const call = await read(request);
    asked.push(call);
    const { status, headers, body } = await change(await ask(origin, call), call);
    response.writeHead(status, { ...headers, "content-length": body.length });
    response.end(body);
  };
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  const url = `${await listen(server)}${pathname.replace(/\/$/, "")}`;
  return {
    url,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Changes what is told in JSON. */
export function changeJson(
  change: (body: Record<string, unknown>, asked: Asked) => Record<string, unknown>,
): (answer: Answer, asked: Asked) => Answer {
  return (answer, asked) => {
    if (!answer.headers["content-type"]?.startsWith("application/json")) return answer;
    return {
      ...answer,
      body: Buffer.from(JSON.stringify(change(JSON.parse(answer.body.toString()), asked))),
    };
  };
}

async function ask(origin: string, { method, path, headers, body }: Asked): Promise<Answer> {
  const { host: _host, connection: _connection, "content-length": _length, ...passed } = headers;
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: { ...passed, "accept-encoding": "identity" },
    redirect: "manual",
    ...(method !== "GET" && { body: new Uint8Array(body) }),
  });
  const told = Object.fromEntries(response.headers.entries());
  for (const name of ["content-length", "connection", "keep-alive", "transfer-encoding"]) delete told[name];
  return { status: response.status, headers: told, body: Buffer.from(await response.arrayBuffer()) };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? "GET",
    path: request.url ?? "/",
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}
