import { SYSTEM } from "@/lib/core/access";
import { lookAtDue, type Turn } from "@/lib/stages/batches/monitoring/look-at-due";
import type { Tender } from "@/lib/stages/batches/tending/tender";
import { workDue } from "@/lib/stages/batches/tending/work-due";
import { createConnection } from "@/lib/stages/connections/create-connection";
import { CreateConnection } from "@/lib/stages/connections/model/connection";
import { ensureEndpoint } from "@/lib/stages/ledger/ensure-endpoint";
import type { TestContext } from "../context";
import { type SeedBatch, type SeededProvider, seedBatch } from "./seed-batch";

type Urls = Record<"openai" | "anthropic" | "bedrock" | "bedrockRuntime" | "s3" | "control", string>;

/** Time as a test tells it: ours and, in step, the simulators'. */
export class TestClock {
  private at = new Date("2026-11-28T22:00:00Z").getTime();
  readonly now = (): Date => new Date(this.at);
  pass(seconds: number): void {
    this.at += seconds * 1000;
  }
}

/** Batches of one organisation with the simulators, tended by hand: nothing happens by itself. */
export class BatchStage {
  readonly signal = new AbortController();
  private constructor(
    readonly ctx: TestContext,
    readonly clock: TestClock,
    private readonly urls: Urls,
    readonly connections: Record<SeededProvider, string>,
    readonly endpointId: number,
  ) {}

  static async open(ctx: TestContext, clock: TestClock, urls: Urls): Promise<BatchStage> {
    const connect = async (provider: SeededProvider) =>
      (
        await createConnection(
          ctx,
          CreateConnection.parse({ provider, name: "Sandbox", ...formOf(provider, urls) }),
        )
      ).id;
    const connections = {
      openai: await connect("openai"),
      anthropic: await connect("anthropic"),
      bedrock: await connect("bedrock"),
    };
    const { id } = await ensureEndpoint(ctx, "support/ticket-summaries");
    return new BatchStage(ctx, clock, urls, connections, id);
  }

  seed(provider: SeededProvider, more: Partial<SeedBatch> = {}): Promise<string> {
    const { endpointId } = this;
    return seedBatch(this.ctx, { provider, connectionId: this.connections[provider], endpointId, ...more });
  }

  /** A worker's view: another one is simply another tender. */
  tender(ctx: TestContext = this.ctx): Tender {
    const system = { ...ctx, actor: SYSTEM };
    return { door: ctx, contextOf: async () => system };
  }

  /** One errand, as far as it is due, by a worker of its own. */
  work(
    errand: "submit" | "search" | "settle" | "look",
    ctx: TestContext = this.ctx,
    limit = 100,
  ): Promise<number> {
    const round = { limit, signal: this.signal.signal };
    const turn: Turn = (work) => work();
    return errand === "look"
      ? lookAtDue(this.tender(ctx), { ...round, turn })
      : workDue(this.tender(ctx), errand, round);
  }

  /** Every errand once, as far as it is due. */
  async tend(): Promise<number> {
    let done = 0;
    for (const errand of ["submit", "search", "settle", "look"] as const) done += await this.work(errand);
    return done;
  }

  /** Lets time pass for both sides, and tends what it brings. */
  async pass(seconds: number): Promise<void> {
    this.clock.pass(seconds);
    await this.tell("POST", "/clock", { advanceSeconds: seconds });
    while ((await this.tend()) > 0) this.clock.pass(0.001);
  }

  /** The same until something is so; what takes more than ten turns never comes. */
  async passUntil(seconds: number, claim: () => Promise<boolean>): Promise<void> {
    for (let turns = 0; turns < 10; turns += 1) {
      if (await claim()) return;
      await this.pass(seconds);
    }
    if (!(await claim())) throw new Error("Ten turns went by in vain.");
  }

  async tell(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.urls.control}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }

  /** What the simulators accepted, by their own record. */
  async accepted(): Promise<{ id: string; provider: string; state: string; lines: Line[] }[]> {
    return (await this.tell("GET", "/record")).batches as never;
  }

  batch = (id: string) => this.ctx.db.batch.findUniqueOrThrow({ where: { id } });
  parts = (batchId: string) =>
    this.ctx.db.batchPart.findMany({ where: { batchId }, orderBy: { number: "asc" } });
  outcomes = (batchId: string) =>
    this.ctx.db.requestOutcome.findMany({ where: { batchId }, orderBy: { n: "asc" } });
  events = async (batchId: string) =>
    (await this.ctx.db.batchEvent.findMany({ where: { batchId }, orderBy: { id: "asc" } })).map(
      ({ event }) => event,
    );
}

function formOf(provider: SeededProvider, urls: Urls) {
  if (provider !== "bedrock")
    return { credentials: { apiKey: "sk-sandbox-key" }, settings: { baseUrl: urls[provider] } };
  return {
    credentials: { accessKeyId: "AKIASANDBOX", secretAccessKey: "sandbox", eventSecret: "an-event-secret" },
    settings: {
      region: "us-east-1",
      roleArn: "arn:aws:iam::123456789012:role/offpeak-batch",
      bucket: "acme-batches",
      endpoint: urls.bedrock,
      runtimeEndpoint: urls.bedrockRuntime,
      s3Endpoint: urls.s3,
    },
  };
}

type Line = { custom_id: string; status: string; billed: string; request: string };
