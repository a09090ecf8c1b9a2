import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { rebuildLedger } from "@/lib/stages/ledger/rebuild-ledger";
import type { ImportId } from "./model/import";
import { loadImport } from "./store/imports";
import { oneAtATime } from "./store/lock";
import { finishWithdrawal, loadFile, loadStanding } from "./store/publish";

/** Computes the figures without an import that was taken back; what it had replaced returns. Safe to run twice. */
export async function withdrawImport(ctx: Context, { importId }: ImportId): Promise<void> {
  authorise(ctx.actor, "imports.write");
  await oneAtATime(ctx, importId, async () => {
    const one = await loadImport(ctx, importId);
    if (one.takenBackAt === null) return;
    const file = one.status === "done" ? await loadFile(ctx, importId) : null;
    if (file)
      await rebuildLedger(ctx, {
        changed: file,
        standing: (client) => loadStanding(ctx, client, null),
        finish: (client) => finishWithdrawal(ctx, client, importId),
      });
    await ctx.files.remove("imports", importId);
  });
}
