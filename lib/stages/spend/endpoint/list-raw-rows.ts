import { z } from "zod";
import { cursorOf, readCursor } from "@/lib/core/paging";
import type { Day, Period } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { readStandingRows } from "@/lib/stages/ledger/read-standing-rows";
import type { RawRows } from "../model/raw-rows";
import { loadImportNames } from "../store/imports";
import { locateEndpoint } from "./locate-endpoint";

type Asked = { period: Period; day?: Day; limit: number; cursor?: string };
const Offset = z.tuple([z.number().int().min(0)]);

/** The rows of the files behind an endpoint's figures, latest first, each with the file it came in. */
export async function listRawRows(ctx: Context, word: string, asked: Asked): Promise<RawRows> {
  const endpoint = await locateEndpoint(ctx, word);
  const { from, to } = asked.day ? { from: asked.day, to: asked.day } : asked.period;
  const offset = readCursor(asked.cursor, Offset)?.[0] ?? 0;
  const { limit } = asked;
  const page = { endpointFolded: endpoint.folded, from, to, limit, offset };
  const { rows, hasMore } = await readStandingRows(ctx, page);
  const names = await loadImportNames(ctx, [...new Set(rows.map((row) => row.importId))]);
  return {
    offset,
    rows: rows.map((row) => ({ ...row, filename: names.get(row.importId) ?? null })),
    nextCursor: hasMore ? cursorOf([offset + rows.length]) : null,
  };
}
