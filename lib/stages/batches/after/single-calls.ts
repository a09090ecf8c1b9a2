import { type FileHandle, open } from "node:fs/promises";
import { AppError } from "@/lib/core/errors";
import type { ItemOutcome, LineFacts } from "@/lib/core/provider";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { OpenedConnection } from "@/lib/stages/connections/open-connection";
import { pricerOf } from "../model/after/settle-cost";
import { Fix } from "../model/fix";
import { type Mends, mendBody, mendsOf } from "../model/preflight/mend-body";
import { ResultFiles } from "../settling/result-files";
import type { Batch } from "../store/batches";
import { beginCall, forgetCall, keepSingle, type Left, loadOpenCalls } from "../store/calls";
import { announce } from "../store/events";
import type { Part } from "../store/parts/part-row";
import { loadSettleFacts } from "../store/parts/submissions";
import { SINGLE } from "./answer-files";
import type { RestBudget } from "./rest-budget";

/** A call that has not answered by then is broken off; it may have been worked. */
export const CALL_MS = 10 * 60_000;

type Work = { batch: Batch; parts: Part[]; opened: OpenedConnection; budget: RestBudget };

/** Single calls of one batch, a few at a time, their answers beside those of the batch. */
export class SingleCalls {
  private constructor(
    private readonly ctx: Context,
    private readonly work: Work,
    private readonly upload: FileHandle,
    private readonly files: ResultFiles,
    private readonly mends: Mends,
    private readonly priceOf: ReturnType<typeof pricerOf>,
  ) {}

  static async open(ctx: Context, work: Work): Promise<SingleCalls> {
    const { batch } = work;
    const facts = await loadSettleFacts(ctx, batch.id);
    const fixes = Fix.array().catch([]).parse(batch.fixes);
    const upload = await open(ctx.files.pathOf("batches", batch.id, "upload"), "r");
    const files = await ResultFiles.open(ctx, batch.id);
    return new SingleCalls(ctx, work, upload, files, mendsOf(fixes), pricerOf(facts.rates, batch.model));
  }

  async close(): Promise<void> {
    await this.upload.close();
    await this.files.close();
  }

  async hasOpen(): Promise<boolean> {
    return (await loadOpenCalls(this.ctx, this.work.batch.id)).length > 0;
  }

  /** Throws what says that none can be made now; what was begun by then has ended. */
  async run(left: readonly Left[], width: number): Promise<"run" | "capped"> {
    const row = [...left];
    let capped = false;
    let stopped: AppError | null = null;
    const walk = async () => {
      for (let next = row.shift(); next && !capped && !stopped; next = row.shift()) {
        const reserved = this.work.budget.reserve(next.estimate);
        if (reserved === null) capped = true;
        else stopped = (await this.one(next, reserved)) ?? stopped;
      }
    };
    await Promise.all(Array.from({ length: width }, walk));
    if (stopped) throw stopped;
    return capped ? "capped" : "run";
  }

  /** An error: it was surely not worked, and neither would the next be. */
  private async one(left: Left, reserved: bigint): Promise<AppError | null> {
    const { batch, opened, budget } = this.work;
    const facts = await this.factsOf(left);
    const call = { n: left.n, attempt: left.attempt };
    const begun = await beginCall(this.ctx, batch.id, { ...call, lane: "sync", begunAt: this.ctx.now() });
    if (!begun) {
      budget.settle(reserved, 0n);
      return null;
    }
    let outcome: ItemOutcome;
    try {
      const part = this.work.parts.find(({ number }) => number === left.part);
      outcome = facts
        ? await opened.provider.runOne(
            {
              id: left.customId,
              model: facts.model ?? part?.model ?? batch.model,
              path: facts.path,
              body: facts.body,
            },
            "sync",
            AbortSignal.timeout(CALL_MS),
          )
        : unreadable(left.customId);
    } catch (error) {
      if (!(error instanceof AppError)) throw error; // nobody knows: it stays begun, and is told as cut off
      await forgetCall(this.ctx, batch.id, call);
      budget.settle(reserved, 0n);
      return error;
    }
    budget.settle(reserved, await this.keep(left, outcome));
    return null;
  }

  /** The line as it lies in the upload, with the fixes that the batch was sent with. */
  private async factsOf({ offset, length }: Left): Promise<LineFacts | null> {
    const bytes = Buffer.alloc(length);
    await this.upload.read(bytes, 0, length, Number(offset));
    const { dialect } = this.work.opened.definition;
    const read = dialect.read(parsed(bytes));
    if (!("body" in read)) return null;
    const { body, path, maxOutput } = read;
    const writes = !path.includes("embeddings");
    return { ...read, body: mendBody(dialect, { body, path, maxOutput, writes }, this.mends) };
  }

  private async keep(left: Left, outcome: ItemOutcome): Promise<bigint | null> {
    const { batch } = this.work;
    const price = this.priceOf(outcome, "sync");
    const file = await this.files.of(SINGLE);
    const line = Buffer.from(JSON.stringify({ response: outcome.response, error: outcome.error }));
    const offset = file.add(line);
    await file.flush();
    this.files.use(file.number);
    const { status, code, message, remedy, model, usage } = outcome;
    const tokens = usage && Object.fromEntries(Object.entries(usage).map(([name, n]) => [name, toBig(n)]));
    await inTransaction(this.ctx, async (ctx) => {
      const single = {
        ...{ n: left.n, attempt: left.attempt, lane: "sync", status, code, remedy, model, ...tokens },
        ...{
          message: message?.slice(0, 500) ?? null,
          tier: price.tier,
          band: price.band,
          endedAt: ctx.now(),
        },
        ...{ file: file.number, offset: BigInt(offset), length: line.byteLength },
      };
      if (await keepSingle(ctx, batch.id, single, price)) await announce(ctx, batch.id);
    });
    return price.cost;
  }
}

const toBig = (value: number | null) => (value === null ? null : BigInt(value));

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}

const unreadable = (id: string): ItemOutcome => ({
  ...{ id, status: "failed", code: "unreadable-line", remedy: "fix", usage: null, model: null, tier: null },
  ...{ message: "Its line in the upload cannot be read.", response: null, error: null },
});
