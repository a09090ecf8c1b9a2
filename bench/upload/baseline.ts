// The same bytes to disk by a bare server, as somebody would write it who needs nothing but the file. Run as a process of
// its own: node baseline.ts FOLDER; prints its port.
import { createWriteStream } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pipeline } from "node:stream/promises";

const folder = process.argv[2] ?? ".";

const server = createServer(async (request, response) => {
  await pipeline(request, createWriteStream(path.join(folder, "upload")));
  response.writeHead(202).end("{}");
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
