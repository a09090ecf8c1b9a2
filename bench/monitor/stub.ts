import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";

export const KEY = "sk-bench";

/** A batch as the simulator told us when it took it. */
export type Remote = { id: string; createdAt: Date; expiresAt: Date };
export type Stub = { openai: string; control: string; stop(): void };

/** OpenAI's simulator in a process of its own, as everybody starts it. */
export async function startStub(): Promise<Stub> {
  const file = fileURLToPath(new URL("../../lib/sandbox/main.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { openai, control } = JSON.parse(line.toString()) as { openai: string; control: string };
  return { openai, control, stop: () => child.kill("SIGTERM") };
}

/** So many batches that run and do not end, each of twenty requests. */
export async function createRunning({ openai, control }: Stub, count: number): Promise<Remote[]> {
  const courses = { validatingSeconds: 0, runningSeconds: null, createsPerHour: null };
  await told(control, "/config", { openai: courses });
  const form = new FormData();
  form.set("purpose", "batch");
  form.set("file", new Blob([Array.from({ length: 20 }, (_, n) => lineOf(n + 1)).join("")]), "bench.jsonl");
  const file = await answered<{ id: string }>(`${openai}/files`, { body: form });
  const body = JSON.stringify({
    ...{ input_file_id: file.id, endpoint: "/v1/chat/completions", completion_window: "24h" },
  });
  const headers = { "content-type": "application/json" };
  const remotes: Remote[] = [];
  await inFlight(10, count, async () => {
    const batch = await answered<{ id: string; created_at: number; expires_at: number }>(
      `${openai}/batches`,
      { body, headers },
    );
    remotes.push({
      id: batch.id,
      createdAt: new Date(batch.created_at * 1000),
      expiresAt: new Date(batch.expires_at * 1000),
    });
  });
  await told(control, "/settle", {});
  return remotes;
}

/** From now on every look at a batch takes at least so long. */
export async function slowDown({ control }: Stub, milliseconds: number): Promise<void> {
  await told(control, "/faults", {
    ...{ name: "slow", provider: "openai", operation: "batches.retrieve", milliseconds },
  });
}

/** The latency limit: a bare loop that asks for every batch once and parses what comes, ten at a time. */
export async function baseline(stub: Stub, remotes: readonly Remote[], atOnce: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const begun = performance.now();
  await inFlight(atOnce, remotes.length, async (at) => {
    const { status } = await look(agent, `${stub.openai}/batches/${remotes[at]?.id}`);
    if (status !== "in_progress") throw new Error(`a batch is ${status}`);
  });
  const ms = performance.now() - begun;
  agent.destroy();
  return ms;
}

function look(agent: Agent, url: string): Promise<{ status: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { authorization: `Bearer ${KEY}` } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      response.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}

async function inFlight(atOnce: number, count: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < count) {
      const at = next;
      next += 1;
      await work(at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

function lineOf(n: number): string {
  const body = { model: "gpt-6-luna", max_tokens: 20, messages: [{ role: "user", content: `Line ${n}` }] };
  return `${JSON.stringify({ custom_id: `bench123_${n}`, method: "POST", url: "/v1/chat/completions", body })}\n`;
}

async function told(control: string, path: string, order: unknown): Promise<void> {
  const answer = await fetch(`${control}${path}`, { method: "POST", body: JSON.stringify(order) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

async function answered<T>(url: string, init: RequestInit): Promise<T> {
  const headers = { ...init.headers, authorization: `Bearer ${KEY}` };
  const answer = await fetch(url, { method: "POST", ...init, headers });
  if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
