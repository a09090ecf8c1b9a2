import { readdir } from "node:fs/promises";
import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { UploadState } from "../model/receiving";
import { findDraft, openDraft, stateOf } from "./draft";

/** How far an upload of this person's is. */
export async function readUpload(ctx: Context, { id }: { id: string }): Promise<UploadState> {
  authorise(ctx.actor, "batches.write");
  return stateOf(ctx, id, await openDraft(ctx, id));
}

/** What this person began and did not bring to its end; the latest first. */
export async function listUploads(ctx: Context): Promise<UploadState[]> {
  authorise(ctx.actor, "batches.write");
  const states: (UploadState & { begunAt: string })[] = [];
  for (const id of await readdir(await ctx.files.folder("batches"))) {
    const draft = await findDraft(ctx, id);
    if (draft) states.push({ ...(await stateOf(ctx, id, draft)), begunAt: draft.begunAt });
  }
  return states.sort((a, b) => (a.begunAt < b.begunAt ? 1 : -1)).map(({ begunAt: _, ...state }) => state);
}

export async function dropUpload(ctx: Context, { id }: { id: string }): Promise<{ id: string }> {
  authorise(ctx.actor, "batches.write");
  await openDraft(ctx, id);
  await ctx.files.remove("batches", id);
  return { id };
}
