import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type {
  BatchProvider,
  Found,
  ItemOutcome,
  RemoteBatch,
  ResultLine,
  Submission,
} from "@/lib/core/provider";
import type { OutcomeRule, ProviderFixture, Simulators } from "./fixture";

const NOBODY: ReadonlySet<string> = new Set();
export const never = new AbortController().signal;

/** A word that stands in every prompt and in no message of ours. */
export const SECRET = "Rumpelstilzchen";

/** Running simulators, our adapter before them, and the hands behind the stage. */
export type Stage = {
  fixture: ProviderFixture;
  simulators: Simulators;
  provider: BatchProvider;
  /** A submission of so many requests, with its file on disk; `bodies` instead of the usual ones. */
  prepare(requests: number, bodies?: Record<string, unknown>[]): Submission;
  /** Prepares, submits and expects to be accepted. */
  start(requests: number): Promise<{ submission: Submission; batch: RemoteBatch }>;
  find(submission: Submission, known?: ReadonlySet<string>): Promise<Found>;
  check(id: string): Promise<RemoteBatch>;
  results(id: string): Promise<ResultLine[]>;
  outcomes(id: string): Promise<ItemOutcome[]>;
  advance(seconds: number): Promise<void>;
  fault(fault: { name: string } & Record<string, unknown>): Promise<void>;
  calm(): Promise<void>;
  rule(rules: OutcomeRule[]): Promise<void>;
  /** Posts to the control server's settings. */
  configure(change: unknown): Promise<void>;
  /** How many batches the simulators took. */
  accepted(): Promise<number>;
  close(): Promise<void>;
};

export async function openStage(fixture: ProviderFixture): Promise<Stage> {
  const simulators = await fixture.start();
  const provider = fixture.definition.open(simulators.connection());
  const folder = mkdtempSync(path.join(tmpdir(), "offpeak-provider-"));
  const tell = async (method: string, where: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${simulators.control}${where}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${where}: ${await response.text()}`);
    return response.json();
  };

  function prepare(requests: number, bodies?: Record<string, unknown>[]): Submission {
    const key = randomBytes(8).toString("hex");
    const nonce = randomBytes(4).toString("hex");
    const { dialect } = fixture.definition;
    const { head, between, tail } = dialect.frame;
    const lines = Array.from({ length: requests }, (_, n) => {
      const body = bodies?.[n] ?? fixture.body(`${SECRET}: sum up ticket ${n}.`);
      return dialect.write({ body, path: fixture.path, model: fixture.model }, `${nonce}_${n + 1}`);
    });
    const file = path.join(folder, key);
    writeFileSync(file, `${head}${lines.join(between)}${tail}`);
    return {
      key,
      nonce,
      model: fixture.model,
      path: fixture.path,
      file: { path: file, bytes: statSync(file).size },
      requests,
      labels: { "cost-center": "CC-4400 Legal Ops", endpoint: "contract-clauses", batch: "b_1" },
      deadline: new Date(Date.now() + 24 * 3_600_000),
      since: new Date(),
    };
  }

  async function results(id: string): Promise<ResultLine[]> {
    const lines: ResultLine[] = [];
    for await (const line of provider.results(id, never)) lines.push(line);
    return lines;
  }

  return {
    fixture,
    simulators,
    provider,
    prepare,
    async start(requests) {
      const submission = prepare(requests);
      const submitted = await provider.submit(submission, never);
      if (submitted.kind !== "accepted") throw new Error(`${submitted.kind}: ${submitted.message}`);
      return { submission, batch: submitted.batch };
    },
    find: (submission, known = NOBODY) => provider.find(submission, known, never),
    check: (id) => provider.check(id, never),
    results,
    outcomes: async (id) => (await results(id)).map((line) => fixture.definition.dialect.readResult(line)),
    async advance(seconds) {
      await tell("POST", "/clock", { advanceSeconds: seconds });
    },
    async fault(fault) {
      await tell("POST", "/faults", fault);
    },
    async calm() {
      await tell("DELETE", "/faults");
    },
    async rule(rules) {
      await tell("POST", "/config", fixture.outcomes(rules));
    },
    async configure(change) {
      await tell("POST", "/config", change);
    },
    async accepted() {
      const batches = await tell("GET", "/batches");
      return Array.isArray(batches) ? batches.length : 0;
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
      await simulators.stop();
    },
  };
}

/** An address where nobody listens. */
export async function nowhere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

export const idsOf = (submission: Submission): string[] =>
  Array.from({ length: submission.requests }, (_, n) => `${submission.nonce}_${n + 1}`).sort();

export const idsIn = (outcomes: ItemOutcome[]): (string | null)[] => outcomes.map(({ id }) => id).sort();

export function tally(outcomes: ItemOutcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Every text that a person or a log may get to see of outcomes. */
export const wordsIn = (outcomes: ItemOutcome[]): string =>
  outcomes.map(({ code, message }) => `${code} ${message}`).join("\n");
