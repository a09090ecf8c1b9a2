import { readdir } from "node:fs/promises";
import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { ImportId } from "./model/import";
import { openOrders } from "./problems/orders";
import { loadImport } from "./store/imports";

/** True while rows that a person put right wait for the worker. */
export async function isFixing(ctx: Context, { importId }: ImportId): Promise<boolean> {
  authorise(ctx.actor, "imports.read");
  await loadImport(ctx, importId);
  const files = await readdir(ctx.files.pathOf("imports", importId)).catch(() => []);
  return openOrders(files).length > 0;
}
