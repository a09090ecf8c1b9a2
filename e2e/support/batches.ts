import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "@playwright/test";
import { offpeak } from "./offpeak";
import { simulators, tell } from "./sandbox";

export type ProviderName = "openai" | "anthropic" | "bedrock" | "vertex";

const text = (n: number) => `Sum up ticket ${n}: the parcel came — “wet”`;
const message = (n: number) => [{ role: "user", content: text(n) }];

/** A line of each provider's own; `wrong` gives it what a batch refuses. */
const LINES: Record<ProviderName, (n: number, id: string, wrong: boolean) => object> = {
  openai: (n, custom_id, wrong) => ({
    ...{ custom_id, method: "POST", url: "/v1/chat/completions" },
    body: { model: "gpt-4.1-mini", max_tokens: 60, messages: message(n), ...(wrong && { stream: true }) },
  }),
  anthropic: (n, custom_id, wrong) => ({
    custom_id,
    params: {
      ...{ model: "claude-haiku-4-5", max_tokens: 60, messages: message(n) },
      ...(wrong && { stream: true }),
    },
  }),
  bedrock: (n, recordId, wrong) => ({
    recordId,
    modelInput: {
      ...{ anthropic_version: "bedrock-2023-05-31", max_tokens: 60, messages: message(n) },
      ...(wrong && { modelId: "anthropic.claude-haiku-4-5-20251001-v1:0" }),
    },
  }),
  vertex: (n, custom_id, wrong) => ({
    custom_id,
    request: {
      contents: [{ role: "user", parts: [{ text: text(n) }] }],
      generationConfig: { maxOutputTokens: 60 },
      ...(wrong && { cachedContent: "projects/p/locations/us-central1/cachedContents/1" }),
    },
  }),
};

/** The lines with these numbers bear what a batch refuses. */
export type UploadFile = { path: string; ids: string[] };
export function uploadOf(
  provider: ProviderName,
  name: string,
  lines: number,
  wrong: number[] = [],
): UploadFile {
  const ids = Array.from({ length: lines }, (_, n) => `ticket/${name}/${n + 1}`);
  const file = path.join(mkdtempSync(path.join(tmpdir(), "offpeak-batch-")), `${name}.jsonl`);
  const rows = ids.map((id, n) => JSON.stringify(LINES[provider](n + 1, id, wrong.includes(n + 1))));
  writeFileSync(file, `${rows.join("\n")}\n`);
  return { path: file, ids };
}

/** An organisation of its own, so that no other journey sees these batches in its figures. */
export class BatchOrganisation {
  private constructor(
    readonly slug: string,
    private readonly token: string,
  ) {}

  /** Sign-in opens the organisation that a person came into first, so its people are its own. */
  static async open(name: string): Promise<BatchOrganisation> {
    // A run that goes on after a failure begins with another one.
    const slug = await offpeak("org", "create", `${name} ${Date.now()}`);
    const token = await offpeak("token", "create", "--role", "admin", "--name", "journey", "--org", slug);
    const organisation = new BatchOrganisation(slug, token);
    for (const offer of simulators().connections)
      await organisation.call("POST", "/connections", { ...offer, name: "Sandbox" });
    return organisation;
  }

  async invite(role: string): Promise<string> {
    const email = `${this.slug}-${role}@example.com`;
    await offpeak("user", "create", email, "--role", role, "--org", this.slug);
    return email;
  }

  /** Over the API, as an admin's script would. */
  async call(method: string, where: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/api/v1${where}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const told = await answer.text();
    expect(answer.ok, `${where}: ${told}`).toBe(true);
    return told === "" ? {} : JSON.parse(told);
  }

  /** Makes a batch without a page. */
  async upload(
    provider: ProviderName,
    file: { body: string; query: Record<string, string> },
  ): Promise<string> {
    const query = new URLSearchParams({ provider, connection: "Sandbox", costCenter: "CC-1", ...file.query });
    return String((await this.call("POST", `/batches?${query}`, file.body)).id);
  }

  /** Tells the simulator of one part what becomes of it, once it has been accepted. */
  async steer(batchId: string, part: number, order: Order): Promise<void> {
    const remote = await this.remoteOf(batchId, part);
    const body = order.do === "progress" ? { share: order.share, hold: true } : {};
    // Refused while the simulator still looks the file through.
    await expect(async () => tell(`/batches/${encodeURIComponent(remote)}/${order.do}`, body)).toPass({
      timeout: 45_000,
    });
  }

  private async remoteOf(batchId: string, number: number): Promise<string> {
    let remote: unknown;
    await expect
      .poll(
        async () => {
          const { parts } = await this.call("GET", `/batches/${batchId}`);
          remote = (parts as { number: number; providerBatchId: string | null }[]).find(
            (part) => part.number === number,
          )?.providerBatchId;
          return typeof remote;
        },
        { timeout: 45_000 },
      )
      .toBe("string");
    return String(remote);
  }
}

type Order = { do: "finish" } | { do: "progress"; share: number };

/** Nothing of a batch ends by itself, and nobody waits for a simulator to look at a file. */
export async function takeTheReins(): Promise<void> {
  await tell("/config", {
    openai: { validatingSeconds: 0, runningSeconds: null, finalizingSeconds: 0, cancellingSeconds: 0 },
    anthropic: { runningSeconds: null, cancelingSeconds: 0 },
    bedrock: {
      ...{ submittedSeconds: 0, validatingSeconds: 0, scheduledSeconds: 0 },
      ...{ runningSeconds: null, stoppingSeconds: 0 },
    },
    vertex: { queuedSeconds: 0, pendingSeconds: 0, runningSeconds: null, cancellingSeconds: 0 },
  });
}
