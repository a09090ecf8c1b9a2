import Anthropic from "@anthropic-ai/sdk";
import OpenAI, { toFile } from "openai";
import type { SandboxOptions } from "@/lib/sandbox/sandbox";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";

/** A running sandbox whose time stands still, and both vendors' SDKs pointed at it. */
export type Stage = {
  sandbox: RunningSandbox;
  openai: OpenAI;
  anthropic: Anthropic;
  advance(seconds: number): Promise<void>;
  /** Calls the control server. */
  tell(method: string, path: string, body?: unknown): Promise<Response>;
  close(): Promise<void>;
};

export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
  const sandbox = await startSandbox({ speed: 0, seed: "a fixed seed", ...options });
  return {
    sandbox,
    openai: new OpenAI({ apiKey: "key", baseURL: sandbox.urls.openai, maxRetries: 0 }),
    anthropic: new Anthropic({ apiKey: "key", baseURL: sandbox.urls.anthropic, maxRetries: 0 }),
    advance: (seconds) => sandbox.control.advance(seconds),
    tell: (method, path, body) =>
      fetch(`${sandbox.urls.control}${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    close: () => sandbox.stop(),
  };
}

type ChatOptions = { model?: string; content?: string };

export function chatLine(
  id: string,
  { model = "gpt-6-luna", content = `Sum up ticket ${id}.` }: ChatOptions = {},
) {
  const body = { model, max_completion_tokens: 200, messages: [{ role: "user", content }] };
  return { custom_id: id, method: "POST", url: "/v1/chat/completions", body };
}

export function chatLines(count: number, options: ChatOptions = {}) {
  return Array.from({ length: count }, (_, n) => chatLine(`ticket_${n}`, options));
}

export function messageRequests(count: number, model = "claude-haiku-4-5") {
  return Array.from({ length: count }, (_, n) => ({
    custom_id: `ticket_${n}`,
    params: { model, max_tokens: 200, messages: [{ role: "user" as const, content: `Sum up ticket ${n}.` }] },
  }));
}

export const jsonl = (lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

export async function upload(stage: Stage, text: string, filename = "input.jsonl") {
  return stage.openai.files.create({ file: await toFile(Buffer.from(text), filename), purpose: "batch" });
}

export async function startChatBatch(stage: Stage, lines: unknown[]) {
  const file = await upload(stage, jsonl(lines));
  return stage.openai.batches.create({
    input_file_id: file.id,
    endpoint: "/v1/chat/completions",
    completion_window: "24h",
  });
}

export type ResultLine = {
  id: string;
  custom_id: string;
  response: { status_code: number; request_id: string; body: Record<string, unknown> } | null;
  error: { code: string; message: string } | null;
};

export async function download(stage: Stage, fileId: string | null | undefined): Promise<string> {
  if (!fileId) return "";
  return (await stage.openai.files.content(fileId)).text();
}

/** The lines of a result file that has no faults in it. */
export async function results(stage: Stage, fileId: string | null | undefined): Promise<ResultLine[]> {
  return parseLines(await download(stage, fileId));
}

export function parseLines<T = ResultLine>(text: string): T[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): T => JSON.parse(line));
}

export const ids = (lines: { custom_id: string }[]) => lines.map((line) => line.custom_id).sort();
