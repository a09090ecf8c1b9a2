import type { SourceKind } from "@/lib/core/values";
import type { PoolClient } from "@/lib/platform/db";
import { rebuildLedger } from "@/lib/stages/ledger/rebuild-ledger";
import type { TestContext } from "../context";
import { type CanonicalRow, type Shelved, shelve } from "./shelf";

type Bringing = {
  kind?: SourceKind;
  /** Default: the kind. */
  source?: string;
  /** Default: the id. */
  sha256?: string;
  finish?: (client: PoolClient) => Promise<void>;
};

/** Imports of one organisation as its worker brings and withdraws them, each captured a minute after the last. */
export class Importer {
  standing: Shelved[] = [];
  private minutes = 0;

  constructor(private readonly ctx: TestContext) {}

  async bring(id: string, rows: CanonicalRow[], options: Bringing = {}): Promise<Shelved> {
    const { kind = "gateway", source = kind, sha256 = id } = options;
    this.minutes += 1;
    const capturedAt = new Date(Date.UTC(2025, 11, 1, 0, this.minutes));
    const changed = await shelve(this.ctx, { id, source, kind, capturedAt, sha256, rows });
    await rebuildLedger(this.ctx, {
      changed,
      standing: [...this.standing, changed],
      finish: async (client) => {
        await client.query("update import set status = 'done' where id = $1", [id]);
        await options.finish?.(client);
      },
    });
    this.standing = [...this.standing, changed];
    return changed;
  }

  async takeBack(id: string): Promise<void> {
    const changed = this.standing.find((file) => file.id === id);
    if (!changed) throw new Error(`no import ${id} stands`);
    const standing = this.standing.filter((file) => file !== changed);
    await rebuildLedger(this.ctx, {
      changed,
      standing,
      finish: async (client) => {
        await client.query("update import set status = 'taken-back' where id = $1", [id]);
      },
    });
    this.standing = standing;
  }
}
