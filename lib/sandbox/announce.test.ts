import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "offpeak-announce-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Runs the sandbox as npm start does, until it is told to stop. */
async function run() {
  const main = join(import.meta.dirname, "main.ts");
  const args = [
    "--import",
    "tsx",
    main,
    "--state-dir",
    join(dir, "state"),
    "--announce",
    join(dir, "sandbox.json"),
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  const announced = JSON.parse(readFileSync(join(dir, "sandbox.json"), "utf8"));
  return {
    printed: JSON.parse(String(line)),
    announced,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

test("the simulators say where they are, come back there, and move when somebody took their place", async () => {
  const first = await run();
  expect(first.announced.urls).toEqual(first.printed);
  expect(first.announced.connections).toContainEqual({
    provider: "openai",
    credentials: { apiKey: "sk-sandbox" },
    settings: { baseUrl: first.printed.openai },
  });
  const [offer] = first.announced.connections;
  const headers = { authorization: `Bearer ${offer.credentials.apiKey}` };
  expect((await fetch(`${offer.settings.baseUrl}/batches`, { headers })).status).toBe(200);
  await first.stop();

  const second = await run();
  expect(second.announced).toEqual(first.announced);
  await second.stop();

  const stranger = createServer().listen(Number(new URL(first.printed.openai).port), "127.0.0.1");
  await once(stranger, "listening");
  const third = await run();
  expect(third.printed.openai).not.toBe(first.printed.openai);
  expect(third.announced.urls).toEqual(third.printed);
  await third.stop();
  stranger.close();
});
