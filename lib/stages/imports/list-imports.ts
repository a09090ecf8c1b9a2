import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { type Page, pageOf, readCursor } from "@/lib/core/paging";
import type { Context } from "@/lib/platform/context";
import type { ListImports } from "./model/import";
import type { Seen } from "./model/view";
import { loadImports } from "./store/imports";
import { loadStandings, NOTHING } from "./store/standing";

const Position = z.tuple([z.iso.datetime(), z.string()]);

/** Newest first, each with what of it stands. Problems and the models without a price are told by `readImport`. */
export async function listImports(ctx: Context, { limit, cursor }: ListImports): Promise<Page<Seen>> {
  authorise(ctx.actor, "imports.read");
  const position = readCursor(cursor, Position);
  const after = position && { at: new Date(position[0]), id: position[1] };
  const imports = await loadImports(ctx, { limit, after });
  const page = pageOf(imports, limit, (one) => [one.receivedAt.toISOString(), one.id]);
  const standings = await loadStandings(
    ctx,
    page.rows.map(({ id }) => id),
  );
  return {
    nextCursor: page.nextCursor,
    rows: page.rows.map((one) => ({ import: one, standing: standings.get(one.id) ?? NOTHING, problems: [] })),
  };
}
