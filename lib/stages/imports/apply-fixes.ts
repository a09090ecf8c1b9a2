import { readdir, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { dayOf } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { withDuck } from "@/lib/platform/duckdb";
import { rebuildLedger } from "@/lib/stages/ledger/rebuild-ledger";
import type { Import, ImportId } from "./model/import";
import { Fix } from "./model/problems";
import { type Applied, applyOrder } from "./problems/apply-order";
import { doneName, openOrders, orderName } from "./problems/orders";
import { READING_MEMORY } from "./reading/query";
import { Facts } from "./receiving/facts";
import { sniff } from "./sniffing/sniff";
import { loadImport } from "./store/imports";
import { oneAtATime } from "./store/lock";
import { finishFix, finishSkip, loadFile, loadStanding } from "./store/publish";

/** Reads the rows that persons put right into parts of their own, and forgets those they skip. Safe to run twice. */
export async function applyFixes(ctx: Context, { importId }: ImportId): Promise<void> {
  authorise(ctx.actor, "imports.write");
  await oneAtATime(ctx, importId, async () => {
    const one = await loadImport(ctx, importId);
    if (one.status !== "done" || one.takenBackAt !== null) return;
    const folder = ctx.files.pathOf("imports", importId);
    for (const number of openOrders(await readdir(folder))) await apply(ctx, one, { folder, number });
  });
}

/** What the first reading found out, so that corrected rows are read as their neighbours were. */
const Before = z.object({ notNames: z.array(z.string()) });

type Order = { folder: string; number: number };

async function apply(ctx: Context, one: Import, { folder, number }: Order): Promise<void> {
  const order = path.join(folder, orderName(number));
  const fixes = z.array(Fix).parse(JSON.parse(await readFile(order, "utf8")));
  const applied = await withDuck(
    await ctx.files.folder("scratch"),
    async (duck) =>
      applyOrder(duck, await readingOf(ctx, one, folder), {
        fixes,
        problems: path.join(folder, "problems.parquet"),
        part: path.join(await ctx.files.folder("imports", one.id, "rows"), `part-${number}.parquet`),
      }),
    { memory: READING_MEMORY },
  );
  await publish(ctx, one, applied);
  await rename(`${path.join(folder, "problems.parquet")}.next`, path.join(folder, "problems.parquet"));
  await rename(order, path.join(folder, doneName(number)));
}

async function readingOf(ctx: Context, one: Import, folder: string) {
  const facts = Facts.parse(JSON.parse(await readFile(path.join(folder, "facts.json"), "utf8")));
  const sniffed = await sniff(path.join(folder, "upload"), one.filename, facts);
  const format = ctx.formats.get(one.format);
  if ("code" in sniffed || !format) throw new Error("a file that was read cannot be read again");
  const { notNames } = Before.parse(JSON.parse(await readFile(path.join(folder, "reading.json"), "utf8")));
  return { format, sniffed, mapping: one.mapping, today: dayOf(ctx.now()), notNames };
}

async function publish(ctx: Context, one: Import, applied: Applied): Promise<void> {
  const fixed = { importId: one.id, ...applied };
  const file = applied.fixed > 0n ? await loadFile(ctx, one.id) : null;
  if (!file) {
    await finishSkip(ctx, fixed);
    return;
  }
  await rebuildLedger(ctx, {
    changed: file,
    standing: (client) => loadStanding(ctx, client, null),
    async finish(client) {
      await finishFix(ctx, client, fixed);
    },
  });
}
