import { readdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { authorise } from "@/lib/core/access";
import { conflict } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { applyFixesJob } from "./jobs";
import type { FixProblems } from "./model/problems";
import { nextOrder, orderName } from "./problems/orders";
import { loadImport } from "./store/imports";
import { oneAtATime } from "./store/lock";

/** Takes down what a person wants done with the rows that are not in; the worker does it. */
export async function fixProblems(ctx: Context, { importId, fixes }: FixProblems): Promise<{ id: string }> {
  authorise(ctx.actor, "imports.write");
  await oneAtATime(ctx, importId, async () => {
    const one = await loadImport(ctx, importId);
    if (one.status !== "done" || one.takenBackAt !== null)
      throw conflict("Rows can be put right only in an import that is in the figures.");
    const folder = ctx.files.pathOf("imports", importId);
    const order = path.join(folder, orderName(nextOrder(await readdir(folder))));
    await writeFile(`${order}.part`, JSON.stringify(fixes));
    await rename(`${order}.part`, order);
    await inTransaction(ctx, async (ctx) => {
      await ctx.queue.enqueue(ctx.db, applyFixesJob, { organisationId: ctx.organisation.id, importId });
      await audit(ctx, "import.problems-fixed", importId, { fixes: fixes.length });
    });
  });
  return { id: importId };
}
