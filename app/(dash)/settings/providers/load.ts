import "server-only";
import { notFound } from "next/navigation";
import { type ProviderRowView, rowView } from "@/components/settings/providers/row-view";
import { periodWords } from "@/components/settings/providers/words";
import { AppError } from "@/lib/core/errors";
import { formatDollars } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";
import { publicUrl } from "@/lib/platform/env";
import type { Setback } from "@/lib/stages/batches/model/setback";
import { readSetbacks } from "@/lib/stages/batches/monitoring/read-setbacks";
import { listConnections, readConnection } from "@/lib/stages/connections/list-connections";
import type { Connection } from "@/lib/stages/connections/model/connection";
import { planOf } from "@/lib/stages/connections/model/plan";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";

const MOST = 500;

/** Connections with what the ledger has of their providers: the first of each provider bears its dollars. */
export async function readProviders(ctx: Context) {
  const [{ rows: connections }, spend] = await Promise.all([
    listConnections(ctx, { limit: MOST }),
    readSpend(ctx, question("provider", { limit: MOST })),
  ]);
  const setbacks = await readSetbacks(ctx, connections);
  const costs = new Map(spend.rows.map((row) => [row.key, row.cost]));
  const places = ctx.providers.list().map(({ id }) => id);
  const placeOf = ({ provider }: Connection) => places.indexOf(provider) + 1 || places.length + 1;
  // Everywhere in the same order; within a provider by name, as they come.
  const rows = connections
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((connection) => {
      const cost = costs.get(connection.provider) ?? null;
      costs.delete(connection.provider);
      const setback = setbacks.get(connection.id) ?? null;
      return viewOf(ctx, connection, { dollars: cost === null ? null : formatDollars(cost), setback });
    });
  const period = rows.some(({ dollars }) => dollars !== null) && spend.lastDay !== null ? spend.period : null;
  return { rows, period: period && periodWords(period), isSandbox: ctx.installation.sandbox };
}

/** One connection for its own page; absent where it is not known here. */
export async function readProvider(ctx: Context, id: string) {
  const connection = await readConnection(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const definition = ctx.providers.get(connection.provider);
  const setback = (await readSetbacks(ctx, [connection])).get(id) ?? null;
  return {
    connection,
    row: viewOf(ctx, connection, { dollars: null, setback }),
    plan: definition && planOf(definition, { connection, home: publicUrl() }),
  };
}

type Beside = { dollars: string | null; setback: Setback | null };

function viewOf(ctx: Context, connection: Connection, beside: Beside): ProviderRowView {
  const definition = ctx.providers.get(connection.provider);
  const plan = definition && planOf(definition, { connection, home: publicUrl() });
  return rowView(connection, { plan, now: ctx.now(), ...beside });
}
