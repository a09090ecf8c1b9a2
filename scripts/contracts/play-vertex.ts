import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BatchJob, GoogleGenAI } from "@google/genai";
import { Storage } from "@google-cloud/storage";
import { OAuth2Client } from "google-auth-library";
import { vertex } from "@/lib/adapters/providers/vertex/index";
import type { RunningSandbox } from "@/lib/sandbox/start";

const bucket = "offpeak-sandbox";
const model = "gemini-2.5-flash";
const body = (text: string) => ({
  contents: [{ role: "user", parts: [{ text }] }],
  generationConfig: { maxOutputTokens: 100 },
});
const request = (id: string) => ({
  ...body(`Sum up ticket ${id}. `.repeat(400)),
  labels: { offpeak_id: id },
});

/** A job's life through the vendor's SDK, which speaks v1beta1: every state, every call, and the mistakes that have a name. */
export async function playVertexBeta({ urls, control }: RunningSandbox): Promise<void> {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: "token", expiry_date: Date.now() + 3_600_000 });
  const genai = new GoogleGenAI({
    vertexai: true,
    project: "offpeak-contracts",
    location: "us-central1",
    httpOptions: { baseUrl: urls.vertex },
    googleAuthOptions: { authClient },
  });
  const storage = new Storage({ projectId: "offpeak-contracts", apiEndpoint: urls.gcs });
  const change = (settings: unknown) => control.world.changeSettings({ vertex: settings });
  change({
    usage: { reasoningShare: 0.5 },
    outcomes: { overrides: [{ pattern: "_9$", outcome: "expired" }] },
  });
  let made = 0;
  const start = async (ids: string[], displayName = `offpeak-${made}`): Promise<BatchJob> => {
    made += 1;
    const lines = ids.map((id) => JSON.stringify({ request: request(id) })).join("\n");
    await storage.bucket(bucket).file(`in/${made}.jsonl`).save(lines);
    return genai.batches.create({
      model,
      src: `gs://${bucket}/in/${made}.jsonl`,
      config: {
        displayName,
        dest: `gs://${bucket}/out`,
        httpOptions: { extraBody: { labels: { cost_center: "support" } } },
      },
    });
  };
  const get = (job: BatchJob) => genai.batches.get({ name: job.name ?? "" });
  const completed = await start(["r_1", "r_2"]);
  const late = await start(["r_1", "r_9"]);
  const stopped = await start(["r_1", "r_2"]);
  const failed = await start([]);
  change({ queuedSeconds: null });
  const jobs = [completed, late, stopped, failed, await start(["r_1"])];
  for (const seconds of [0, 2, 20, 60]) {
    await control.advance(seconds);
    for (const job of jobs) await get(job);
  }
  await genai.batches.cancel({ name: stopped.name ?? "" });
  for (const seconds of [0, 200, 86_400, 3 * 86_400]) {
    await control.advance(seconds);
    for (const job of jobs) await get(job);
  }
  const [files] = await storage.bucket(bucket).getFiles({ prefix: "out/" });
  for (const file of files) await file.download();
  for await (const _ of await genai.batches.list({
    config: { pageSize: 2, filter: 'display_name:"offpeak-*"' },
  }));
  await genai.models.generateContent({ model, contents: "Sum up." });
  await genai.batches.delete({ name: completed.name ?? "" });
  const mistakes = [
    () => get(completed),
    () => genai.batches.cancel({ name: late.name ?? "" }),
    () => genai.batches.list({ config: { filter: "nonsense" } }),
    () => start(["r_1"], ""),
    () => start(["r_1"], "x".repeat(129)),
  ];
  for (const mistake of mistakes) await mistake().catch(() => null);
  for (const name of ["rate-limited", "server-error", "overloaded", "forbidden", "unauthorized"] as const) {
    control.world.faults.add({ ...switchedOn, name });
    await get(late).catch(() => null);
  }
  change({ denied: ["aiplatform.batchPredictionJobs.get"] });
  await get(late).catch(() => null);
}

/** The same by our own adapter, which speaks v1: in a bucket and in a data set. */
export async function playVertex({ urls, control }: RunningSandbox): Promise<void> {
  const never = new AbortController().signal;
  const dir = mkdtempSync(join(tmpdir(), "offpeak-contracts-"));
  try {
    const places: Record<string, string>[] = [{ bucket }, { dataset: "offpeak" }];
    for (const place of places) {
      const provider = vertex.open({
        credentials: { accessToken: "token" },
        settings: {
          project: "offpeak-contracts",
          location: "us-central1",
          ...place,
          baseUrl: urls.vertex,
          storageEndpoint: urls.gcs,
          bigqueryEndpoint: urls.bigquery,
        },
        limits: {},
      });
      const path = join(dir, "part");
      const write = (n: number) =>
        vertex.dialect.write({ body: body("Sum up."), path: "", model }, `nonce000_${n}`);
      writeFileSync(path, [1, 2, 3].map(write).join("\n"));
      const submission = {
        key: Object.keys(place).join(""),
        nonce: "nonce000",
        model,
        path: "generateContent",
        file: { path, bytes: 0 },
        requests: 3,
        labels: { "cost-center": "CC-4400 Legal Ops", endpoint: "clauses", batch: "b_1" },
        deadline: new Date(),
        since: new Date(),
      };
      await provider.test(never);
      const submitted = await provider.submit(submission, never);
      if (submitted.kind !== "accepted") throw new Error(`${submitted.kind}: ${submitted.message}`);
      await provider.find(submission, new Set(), never);
      await provider.cancel(submitted.batch.id, never);
      await control.advance(200);
      await provider.check(submitted.batch.id, never);
      for await (const _ of provider.results(submitted.batch.id, never));
      await provider.runOne(
        { id: "one", model, path: "generateContent", body: body("Sum up.") },
        "sync",
        never,
      );
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const switchedOn = { probability: 1, count: 1, skip: 0, seconds: 1, milliseconds: 0, share: 1, clean: false };
