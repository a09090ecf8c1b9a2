import { writeFile } from "node:fs/promises";
import path from "node:path";
import { authorise } from "@/lib/core/access";
import { invalid, refused } from "@/lib/core/errors";
import { formatBytes } from "@/lib/core/numbers";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { isDiskFull, type Received, streamToDisk } from "@/lib/platform/stream-to-disk";
import { importFileJob } from "./jobs";
import { baseName, type ImportKind } from "./model/import";
import { failure } from "./model/refusals";
import { Inspector } from "./receiving/facts";
import { newId } from "./receiving/new-id";
import { createImport } from "./store/imports";

export type ReceiveImport = {
  kind: ImportKind;
  /** "auto" or the id of a format. */
  format: string;
  filename: string;
  /** Default: the format. Files of one name may overlap and replace each other. */
  sourceName?: string;
  /** When the content was true, where the sender knows it. */
  capturedAt?: Date;
  body: AsyncIterable<Uint8Array>;
  /** As announced; null when the sender did not say. */
  bytesTotal: number | null;
};

/** Room that must stay on the disk for the database and the rows. */
const RESERVE = 64_000_000;

/** Streams a file of any size to disk and hands it to the worker. Nothing is left behind when it does not arrive. */
export async function receiveImport(ctx: Context, input: ReceiveImport): Promise<{ id: string }> {
  authorise(ctx.actor, input.kind === "invoice" ? "invoices.write" : "imports.write");
  checkFormat(ctx, input);
  const free = await ctx.files.free();
  if (input.bytesTotal !== null && free < input.bytesTotal + RESERVE)
    throw refused(
      `The disk of this server has ${formatBytes(free)} left; the file needs ${formatBytes(input.bytesTotal)}. Free some space and try again.`,
    );
  const id = newId(ctx.now());
  try {
    const received = await arrive(ctx, id, input);
    if (received.bytes === 0) throw invalid("The body is empty. Send the file itself as the body.");
    await save(ctx, id, { input, received });
    return { id };
  } catch (error) {
    await ctx.files.remove("imports", id);
    if (isDiskFull(error))
      throw refused("The disk of this server is full. Nothing was kept; free some space and try again.");
    throw error;
  }
}

function checkFormat(ctx: Context, { kind, format }: ReceiveImport): void {
  const known = ctx.formats.list().filter((one) => one.kind === kind);
  if (known.length === 0) throw refused(`No ${kind} format is known yet. Usage files can be imported.`);
  if (format !== "auto" && !known.some(({ id }) => id === format))
    throw invalid(`There is no ${kind} format "${format}".`, {
      format: `is one of auto, ${known.map(({ id }) => id).join(", ")}`,
    });
}

async function arrive(ctx: Context, id: string, input: ReceiveImport): Promise<Received> {
  const folder = await ctx.files.folder("imports", id);
  const inspector = new Inspector();
  const received = await streamToDisk(input.body, path.join(folder, "upload"), {
    see: (chunk) => inspector.see(chunk),
  });
  await writeFile(path.join(folder, "facts.json"), JSON.stringify(await inspector.finish()));
  return received;
}

type Arrived = { input: ReceiveImport; received: Received };

/** A body that is shorter or longer than announced was cut on its way: the import says so and is not read. */
async function save(ctx: Context, id: string, { input, received }: Arrived): Promise<void> {
  const { bytes, sha256 } = received;
  const cut = input.bytesTotal !== null && input.bytesTotal !== bytes;
  const now = ctx.now();
  const { actor } = ctx;
  await inTransaction(ctx, async (ctx) => {
    await createImport(ctx, {
      id,
      kind: input.kind,
      format: input.format,
      filename: baseName(input.filename),
      sourceName: input.sourceName?.trim() || null,
      sha256,
      status: cut ? "failed" : "queued",
      capturedAt: input.capturedAt ?? now,
      receivedAt: now,
      bytesTotal: BigInt(bytes),
      createdBy: actor.email ?? actor.name,
      failure: cut ? failure("cut-short") : null,
    });
    if (!cut)
      await ctx.queue.enqueue(ctx.db, importFileJob, { organisationId: ctx.organisation.id, importId: id });
    await audit(ctx, cut ? "import.cut-short" : "import.received", id, { bytes, kind: input.kind });
  });
  if (cut) await ctx.files.remove("imports", id);
}
