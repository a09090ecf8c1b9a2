import { authorise } from "@/lib/core/access";
import type { ImportStatus } from "@/lib/core/values";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { withdrawImportJob } from "./jobs";
import type { ImportId } from "./model/import";
import { loadImport, moveImport } from "./store/imports";

/** What has not reached the figures yet is taken back at once. */
const NOT_STANDING: ImportStatus[] = ["queued", "running", "needs-mapping", "failed"];

/**
 * Takes an import back, in any state. One that stands leaves the figures with the job that follows; one that is being
 * read finds out when it wants to publish, and throws its work away.
 */
export async function takeBackImport(ctx: Context, { importId }: ImportId): Promise<{ id: string }> {
  authorise(ctx.actor, "imports.write");
  const before = await loadImport(ctx, importId);
  await inTransaction(ctx, async (ctx) => {
    const takenBackAt = ctx.now();
    const unread = { importId, from: NOT_STANDING, to: "taken-back" as const };
    const wasUnread = await moveImport(ctx, unread, { takenBackAt });
    if (!wasUnread) {
      const standing = { importId, from: ["done" as const], to: "done" as const };
      if (!(await moveImport(ctx, standing, { takenBackAt }))) return; // taken back already
      await ctx.queue.enqueue(ctx.db, withdrawImportJob, { organisationId: ctx.organisation.id, importId });
    }
    await audit(ctx, "import.taken-back", importId, { was: before.status });
  });
  // While it runs, its files are the worker's to remove.
  if (before.status !== "running" && before.status !== "done") await removeUnlessStanding(ctx, importId);
  return { id: importId };
}

async function removeUnlessStanding(ctx: Context, importId: string): Promise<void> {
  const { status } = await loadImport(ctx, importId);
  if (status === "taken-back") await ctx.files.remove("imports", importId);
}
