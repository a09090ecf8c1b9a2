import type { ItemOutcome, ItemStatus } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { pricerOf } from "../model/after/settle-cost";
import { openShelf, type Shelf } from "../store/outcomes";
import type { Part } from "../store/parts/part-row";
import type { SettleFacts } from "../store/parts/submissions";
import { loadPlaces } from "../store/requests";
import type { AnswerCheck } from "./check-answer";
import { CopyRows, type Place } from "./copy-row";
import { ExpectedRequests } from "./expected-requests";

/** A crash loses at most so much of what was read. */
const CHUNK_ROWS = 10_000;
const CHUNK_BYTES = 16_000_000;

export type Reading = {
  /** How the results of this reading ended, each request once. */
  tally: Record<ItemStatus, number>;
  /** Lines with an id that was never sent, and lines that repeat one. */
  unknown: number;
  repeated: number;
  missing: number;
  /** Where the provider's own account of the results differs from them, in our words; null: nowhere. */
  remark: string | null;
};

type Settling = { part: Part; facts: SettleFacts; endedAt: Date; fits: AnswerCheck };
/** Raw lines are on the disk before rows point at them; and which files rows point into. */
type Files = { flush(): Promise<void>; use(number: number): void };

/**
 * Puts the outcomes of a part into the ledger of outcomes, chunk by chunk, each with its price. While the database takes
 * one chunk the next is gathered.
 */
export class OutcomeKeeper {
  remark: Reading["remark"] = null;
  private readonly rows = new CopyRows();
  private readonly tally = { succeeded: 0, failed: 0, expired: 0, cancelled: 0 };
  private readonly strange = { unknown: 0, repeated: 0 };
  private readonly priceOf: ReturnType<typeof pricerOf>;
  private files = new Set<number>();
  private bytes = 0;
  /** The last two chunks that were handed on. */
  private writing: Promise<void> = Promise.resolve();
  private older: Promise<void> = Promise.resolve();

  private constructor(
    private readonly settling: Settling,
    private readonly shelf: Shelf,
    private readonly expected: ExpectedRequests,
    private readonly lines: Files,
  ) {
    this.priceOf = pricerOf(settling.facts.rates, settling.part.model);
  }

  static async open(ctx: Context, settling: Settling, lines: Files): Promise<OutcomeKeeper> {
    const expected = new ExpectedRequests(settling.part.nonce, await loadPlaces(ctx, settling.part));
    return new OutcomeKeeper(settling, await openShelf(ctx, settling), expected, lines);
  }

  /** True: a chunk is full, and is to be handed on before the next. */
  take(outcome: ItemOutcome, place: Place): boolean {
    this.bytes += place.length;
    const n = this.expected.take(outcome.id);
    if (typeof n === "string") this.strange[n] += 1;
    else {
      this.tally[outcome.status] += 1;
      const price = this.priceOf(outcome, "batch");
      this.rows.add(n, outcome, { price, fits: this.settling.fits(outcome), place });
      this.files.add(place.file);
    }
    return this.rows.count >= CHUNK_ROWS || this.bytes >= CHUNK_BYTES;
  }

  /**
   * Hands this chunk on. Two may be on their way: the lines of one go to the disk while the database takes the other, and
   * a third is gathered.
   */
  async hand(): Promise<void> {
    const { rows, files, writing: before, older } = this;
    const count = rows.count;
    const flushed = this.lines.flush();
    const bytes = rows.take();
    this.files = new Set();
    this.bytes = 0;
    this.writing = Promise.all([flushed, before]).then(async () => {
      if (count === 0 || (await this.shelf.write(bytes)) === 0) return;
      for (const file of files) this.lines.use(file);
    });
    this.writing.catch(() => {}); // told by the next await
    this.older = before;
    await older;
  }

  /** Everything is in the ledger. */
  async finish(): Promise<Reading> {
    await this.hand();
    await this.writing;
    const { tally, strange, expected, remark } = this;
    return { tally, ...strange, missing: expected.missing, remark };
  }

  async close(): Promise<void> {
    await this.writing.catch(() => {});
    this.shelf.close();
  }
}
