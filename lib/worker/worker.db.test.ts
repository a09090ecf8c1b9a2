import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { formats } from "@/lib/adapters/formats/index";
import { openFileStore } from "@/lib/platform/files";
import { readBeat } from "@/lib/platform/heartbeat";
import { openSeal } from "@/lib/platform/seal";
import { createConnection } from "@/lib/stages/connections/create-connection";
import { CreateConnection } from "@/lib/stages/connections/model/connection";
import { openConnection } from "@/lib/stages/connections/open-connection";
import { readImport } from "@/lib/stages/imports/read-import";
import { receiveImport } from "@/lib/stages/imports/receive-import";
import { takeBackImport } from "@/lib/stages/imports/take-back-import";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { acmeRegistry } from "@/lib/testing/connections";
import { testContext } from "@/lib/testing/context";

/** It ends what hangs: how long a process takes to start is not what is tested. */
const WAIT = { timeout: 120_000, interval: 100 };
const PATIENCE_MS = 300_000;

const FILE = [
  "timestamp,provider,model,endpoint,input_tokens,output_tokens,cost_usd",
  "2025-11-03T10:00:00Z,openai,gpt-4o-mini,billing/summaries,1000,100,0.25",
  "2025-11-04T10:00:00Z,openai,gpt-4o-mini,billing/summaries,1000,100,0.50",
].join("\n");

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}

function startWorker(env: Record<string, string>): ChildProcess {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/worker/main.ts"];
  return spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

test(
  "a worker reads an import, takes it back, says that it is there, and leaves when told",
  async () => {
    const data = await mkdtemp(path.join(os.tmpdir(), "offpeak-worker-"));
    const base = await testContext({ formats });
    const ctx = { ...base, now: () => new Date(), files: openFileStore(path.join(data, "files")) };
    const worker = startWorker({
      DATABASE_URL: base.url,
      OFFPEAK_DATA_DIR: data,
      OFFPEAK_SECRET: "a secret of this test alone",
    });
    let printed = "";
    worker.stdout?.on("data", (text) => {
      printed += text;
    });
    try {
      const { id } = await receiveImport(ctx, {
        kind: "usage",
        format: "auto",
        filename: "usage.csv",
        body: bytesOf(FILE),
        bytesTotal: FILE.length,
      });
      const status = async () => (await readImport(ctx, { importId: id })).import.status;
      const costs = async () =>
        (await readSpend(ctx, question("endpoint", { limit: 10 }))).rows.map((row) => row.cost);
      await vi.waitFor(async () => expect(await status()).toBe("done"), WAIT);
      expect(await readBeat(ctx)).toBe("ok");
      expect(await costs()).toEqual([750_000_000_000n]);

      await takeBackImport(ctx, { importId: id });
      await vi.waitFor(async () => expect(await status()).toBe("taken-back"), WAIT);
      expect(await costs()).toEqual([]);

      worker.kill("SIGTERM");
      const [code] = await once(worker, "exit");
      expect(code).toBe(0);
      expect(printed).toBe("");
      expect(await readBeat(ctx)).toBe("down");
    } finally {
      worker.kill("SIGKILL");
      await base.close();
      await rm(data, { recursive: true, force: true });
    }
  },
  PATIENCE_MS,
);

test(
  "a worker that starts with a new secret seals anew what the previous one sealed",
  async () => {
    const [old, now] = ["the old secret of this test", "the new secret of this test"];
    const data = await mkdtemp(path.join(os.tmpdir(), "offpeak-worker-"));
    const base = await testContext({ providers: acmeRegistry });
    const before = { ...base, seal: openSeal(old) };
    const { id } = await createConnection(
      before,
      CreateConnection.parse({ provider: "acme", name: "Main", credentials: { apiKey: "ac-0123456789" } }),
    );
    const worker = startWorker({
      DATABASE_URL: base.url,
      OFFPEAK_DATA_DIR: data,
      OFFPEAK_SECRET: now,
      OFFPEAK_SECRET_PREVIOUS: old,
    });
    try {
      const after = { ...base, seal: openSeal(now) };
      await vi.waitFor(() => openConnection(after, id), WAIT);
      await expect(openConnection(before, id)).rejects.toThrow(/another OFFPEAK_SECRET/);
    } finally {
      worker.kill("SIGKILL");
      await once(worker, "exit");
      await base.close();
      await rm(data, { recursive: true, force: true });
    }
  },
  PATIENCE_MS,
);
