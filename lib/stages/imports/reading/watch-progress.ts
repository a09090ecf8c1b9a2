import type { Context } from "@/lib/platform/context";
import type { Duck } from "@/lib/platform/duckdb";
import type { Import } from "../model/import";
import { saveProgress } from "../store/publish";

/** Tells twice a second how much of the file has been read. Answers how to stop. */
export async function watchProgress(ctx: Context, duck: Duck, one: Import): Promise<() => void> {
  await duck.run("SET enable_progress_bar = true");
  await duck.run("SET enable_progress_bar_print = false");
  let told = 0n;
  const timer = setInterval(() => {
    const share = Math.min(Math.max(duck.progress.percentage, 0), 100) / 100;
    const bytes = BigInt(Math.round(Number(one.bytesTotal) * share));
    if (bytes <= told) return;
    told = bytes;
    saveProgress(ctx, one.id, { bytes, rows: 0n }).catch(() => {}); // the next one tells more
  }, 500);
  return () => clearInterval(timer);
}
