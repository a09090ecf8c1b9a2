import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileBody } from "./file-body";
import { STRICT_FETCH } from "./request-options";

const MB = 1024 * 1024;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "offpeak-body-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("there is no body of a file that is gone", async () => {
  expect(await fileBody(path.join(folder, "gone"), "text/plain")).toBeNull();
});

test("a large file is sent with its length, and never as a whole in memory", async () => {
  const file = path.join(folder, "large");
  writeFileSync(file, "");
  truncateSync(file, 160 * MB);
  const buffers = () => process.memoryUsage().external;
  const before = buffers();
  let most = 0;
  const server = createServer(async (request, response) => {
    let received = 0;
    for await (const chunk of request) {
      received += chunk.length;
      most = Math.max(most, buffers() - before);
    }
    response.end(`${received} of ${request.headers["content-length"]}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const answer = await fetch(url, {
    method: "POST",
    body: await fileBody(file, "text/plain"),
    ...STRICT_FETCH,
  });
  expect(await answer.text()).toBe(`${160 * MB} of ${160 * MB}`);
  expect(most / MB).toBeLessThan(100);
  await new Promise((resolve) => server.close(resolve));
});
