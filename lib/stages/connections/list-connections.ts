import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import { type Page, type Paging, pageOf, readCursor } from "@/lib/core/paging";
import type { Context } from "@/lib/platform/context";
import type { Connection, ConnectionChoice } from "./model/connection";
import { findConnection, loadChoices, loadConnections } from "./store";

const Position = z.tuple([z.string()]);

/** By provider and name. */
export async function listConnections(ctx: Context, input: Paging): Promise<Page<Connection>> {
  authorise(ctx.actor, "connections.write");
  const position = readCursor(input.cursor, Position);
  const rows = await loadConnections(ctx, position?.[0] ?? null, input.limit);
  return pageOf(rows, input.limit, (row) => [row.id]);
}

export async function readConnection(ctx: Context, id: string): Promise<Connection> {
  authorise(ctx.actor, "connections.write");
  const connection = await findConnection(ctx, id);
  if (!connection) throw notFound("This connection");
  return connection;
}

/** Through which a batch may run: names and cost centers, for everybody who sees batches. */
export async function listConnectionChoices(ctx: Context): Promise<ConnectionChoice[]> {
  authorise(ctx.actor, "batches.read");
  return loadChoices(ctx);
}
