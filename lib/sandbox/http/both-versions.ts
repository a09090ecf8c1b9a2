import { createServer as createPlainServer, type RequestListener, type ServerOptions } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createServer, type Server, type Socket } from "node:net";

const preface = "PRI * HTTP/2";

/** A server for HTTP/1.1 and, with prior knowledge, HTTP/2 on one port: the first bytes tell which it is. */
export function createServerForBoth(
  options: ServerOptions,
  listener: RequestListener,
): Server & { closeAllConnections(): void } {
  const plain = createPlainServer(options, listener);
  const newer = createHttp2Server({}, asHttp2Listener(listener));
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.once("readable", () => {
      const start: Buffer | null = socket.read();
      if (!start) return;
      socket.unshift(start);
      const isNewer = start.toString("latin1", 0, preface.length) === preface;
      (isNewer ? newer : plain).emit("connection", socket);
    });
  });
  return Object.assign(server, {
    closeAllConnections() {
      for (const socket of open) socket.destroy();
    },
  });
}

/** The compatibility API of http2 has all that our listeners touch, under types of its own. */
function asHttp2Listener(listener: RequestListener) {
  return listener as unknown as Parameters<typeof createHttp2Server>[1];
}
