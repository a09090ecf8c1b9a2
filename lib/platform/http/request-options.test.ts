import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { patientFetch, STRICT_FETCH } from "./request-options";

test("a redirect is an error, and nobody is called there", async () => {
  const server = createServer((request, response) => {
    if (request.url === "/there") throw new Error("called");
    response.writeHead(307, { location: "/there" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await expect(fetch(url, { method: "POST", body: "x", ...STRICT_FETCH })).rejects.toThrow("fetch failed");
  await new Promise((resolve) => server.close(resolve));
});

test("there is a dispatcher for calls that take their time", async () => {
  await fetch("data:,");
  expect(patientFetch()).toMatchObject({ ...STRICT_FETCH, dispatcher: expect.anything() });
  expect(patientFetch().dispatcher).toBe(patientFetch().dispatcher);
});
