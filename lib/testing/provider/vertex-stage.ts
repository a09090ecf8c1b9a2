import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { vertex } from "@/lib/adapters/providers/vertex/index";
import type { BatchProvider, ItemOutcome, RemoteBatch, Submission } from "@/lib/core/provider";
import { never } from "./stage";

/** What is needed of the running simulators; the test starts them. */
type Running = {
  urls: Record<"vertex" | "gcs" | "bigquery" | "control", string>;
  control: { advance(seconds: number): Promise<void>; world: { changeSettings(change: unknown): unknown } };
  stop(): Promise<void>;
};

export type VertexStage = {
  open(settings?: Record<string, string>): BatchProvider;
  prepare(bodies: Record<string, unknown>[], key?: string): Submission;
  submit(provider: BatchProvider, submission: Submission): Promise<RemoteBatch>;
  outcomes(provider: BatchProvider, id: string): Promise<ItemOutcome[]>;
  advance(seconds: number): Promise<void>;
  configure(settings: unknown): void;
  fault(name: string, more?: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
};

/** The simulators of Vertex AI and our adapter before them, for what the suite of all providers does not know. */
export function openVertexStage(sandbox: Running): VertexStage {
  const { urls, control } = sandbox;
  const folder = mkdtempSync(path.join(tmpdir(), "offpeak-vertex-"));
  return {
    open: (settings = { bucket: "offpeak-sandbox" }) =>
      vertex.open({
        credentials: { accessToken: "ya29.a0123456789abcdef" },
        settings: {
          project: "offpeak-tests",
          location: "us-central1",
          baseUrl: urls.vertex,
          storageEndpoint: urls.gcs,
          bigqueryEndpoint: urls.bigquery,
          ...settings,
        },
        limits: {},
      }),
    prepare(bodies, key = "key-1") {
      const nonce = "nonce000";
      const write = (body: Record<string, unknown>, n: number) =>
        vertex.dialect.write({ body, path: "generateContent", model: null }, `${nonce}_${n + 1}`);
      const file = path.join(folder, key);
      writeFileSync(file, bodies.map(write).join("\n"));
      return {
        key,
        nonce,
        model: "google/gemini-2.5-flash",
        path: "generateContent",
        file: { path: file, bytes: statSync(file).size },
        requests: bodies.length,
        labels: { "cost-center": "CC-4400 Legal Ops", endpoint: "Contract clauses", batch: "b_1" },
        deadline: new Date(Date.now() + 24 * 3_600_000),
        since: new Date(),
      };
    },
    async submit(provider, submission) {
      const submitted = await provider.submit(submission, never);
      if (submitted.kind !== "accepted") throw new Error(`${submitted.kind}: ${submitted.message}`);
      return submitted.batch;
    },
    async outcomes(provider, id) {
      const outcomes: ItemOutcome[] = [];
      for await (const line of provider.results(id, never)) outcomes.push(vertex.dialect.readResult(line));
      return outcomes;
    },
    advance: (seconds) => control.advance(seconds),
    configure: (settings) => void control.world.changeSettings({ vertex: settings }),
    async fault(name, more = {}) {
      const body = JSON.stringify({ name, ...more });
      const answer = await fetch(`${urls.control}/faults`, { method: "POST", body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
      await sandbox.stop();
    },
  };
}
