import { randomBytes } from "node:crypto";
import { open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { NewBatchInput, type UploadState } from "../model/receiving";
import { loadKnownBatches } from "../store/received";

/**
 * An upload that is no batch yet: a folder with what has arrived and what was said of it. It has its batch's id from the
 * start, so that nothing has to be moved when it is whole; until then no row of the database knows it.
 */
const Draft = z.object({
  organisationId: z.int(),
  by: z.string(),
  bytesTotal: z.number(),
  begunAt: z.string(),
  input: NewBatchInput,
});
export type Draft = z.infer<typeof Draft>;

const ID_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

export function newBatchId(): string {
  const letters = Array.from(randomBytes(16), (byte) => (byte < 252 ? (ID_LETTERS[byte % 36] ?? "") : ""));
  return `bat_${letters.join("").slice(0, 8).padEnd(8, "0")}`;
}

/** Whose it is: a person's uploads are the same from every browser and token of theirs. */
export const ownerOf = ({ actor }: Pick<Context, "actor">) =>
  actor.email?.toLowerCase() ?? `${actor.kind}:${actor.id}`;

export async function beginDraft(ctx: Context, input: NewBatchInput, bytesTotal: number): Promise<string> {
  const id = newBatchId();
  const folder = await ctx.files.folder("batches", id);
  const draft: Draft = {
    ...{ organisationId: ctx.organisation.id, by: ownerOf(ctx), bytesTotal, input },
    begunAt: ctx.now().toISOString(),
  };
  await writeFile(path.join(folder, "draft.json.new"), JSON.stringify(draft));
  await rename(path.join(folder, "draft.json.new"), path.join(folder, "draft.json"));
  await (await open(path.join(folder, "upload"), "a")).close();
  return id;
}

/** Null: there is none any more, or it is somebody else's. */
export async function findDraft(ctx: Context, id: string): Promise<Draft | null> {
  const text = await readFile(path.join(ctx.files.pathOf("batches", id), "draft.json"), "utf8").catch(
    () => null,
  );
  if (text === null) return null;
  const draft = Draft.safeParse(JSON.parse(text));
  if (!draft.success) return null;
  const isTheirs = draft.data.organisationId === ctx.organisation.id && draft.data.by === ownerOf(ctx);
  // A process may have died between the batch and the end of its draft.
  return isTheirs && !(await loadKnownBatches(ctx, [id])).has(id) ? draft.data : null;
}

export async function openDraft(ctx: Context, id: string): Promise<Draft> {
  const draft = await findDraft(ctx, id);
  if (!draft) throw notFound("This upload");
  return draft;
}

export const uploadOf = (ctx: Pick<Context, "files">, id: string) =>
  path.join(ctx.files.pathOf("batches", id), "upload");

export async function bytesOf(ctx: Pick<Context, "files">, id: string): Promise<number> {
  return (await stat(uploadOf(ctx, id)).catch(() => ({ size: 0 }))).size;
}

export async function stateOf(ctx: Context, id: string, draft: Draft): Promise<UploadState> {
  const { bytesTotal, input } = draft;
  return { id, filename: input.filename, bytes: await bytesOf(ctx, id), bytesTotal, batchId: null };
}

/** The upload is a batch now. */
export async function endDraft(ctx: Pick<Context, "files">, id: string): Promise<void> {
  await rm(path.join(ctx.files.pathOf("batches", id), "draft.json"), { force: true });
}
