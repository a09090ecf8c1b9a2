import { readdir, readFile, readlink } from "node:fs/promises";
import type { Context } from "@/lib/platform/context";
import type { Duck } from "@/lib/platform/duckdb";
import type { Import } from "../model/import";
import type { Facts } from "../receiving/facts";
import type { Sniffed } from "../sniffing/sniff";
import { saveProgress } from "../store/publish";

type Watched = { one: Import; upload: string; sniffed: Sniffed; facts: Facts };

/** Tells twice a second how much of the file has been read, and about how many rows that is. Answers how to stop. */
export async function watchProgress(ctx: Context, duck: Duck, watched: Watched): Promise<() => void> {
  await duck.run("SET enable_progress_bar = true");
  await duck.run("SET enable_progress_bar_print = false");
  const { one, upload } = watched;
  const total = Number(one.bytesTotal);
  const rowsABytes = rowsPerByte(watched);
  let told = 0;
  let asking = false;
  const tell = async () => {
    const share = duck.progress.percentage / 100;
    const bytes = Math.min((await positionIn(upload)) ?? Math.round(total * share), total);
    if (bytes <= told) return;
    told = bytes;
    await saveProgress(ctx, one.id, { bytes: BigInt(bytes), rows: BigInt(Math.round(bytes * rowsABytes)) });
  };
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    tell()
      .catch(() => {}) // the next one tells more
      .finally(() => {
        asking = false;
      });
  }, 500);
  return () => clearInterval(timer);
}

/** Judged by the lines in sight; 0 where lines are no rows. */
function rowsPerByte({ one, sniffed, facts }: Watched): number {
  const { shape, text } = sniffed.sample;
  const lines = text.split(sniffed.newline).length - 1;
  if (shape === "json" || lines < 2 || one.bytesTotal === 0n) return 0;
  return (lines / Buffer.byteLength(text)) * (facts.unpackedBytes / Number(one.bytesTotal));
}

/** How far this process has read the file; DuckDB itself tells only now and then. Null where the system does not say. */
async function positionIn(file: string): Promise<number | null> {
  const open = await readdir("/proc/self/fd").catch(() => []);
  for (const number of open) {
    const target = await readlink(`/proc/self/fd/${number}`).catch(() => null);
    if (target !== file) continue;
    const info = await readFile(`/proc/self/fdinfo/${number}`, "utf8").catch(() => "");
    return Number(/^pos:\s*(\d+)/.exec(info)?.[1] ?? 0);
  }
  return null;
}
