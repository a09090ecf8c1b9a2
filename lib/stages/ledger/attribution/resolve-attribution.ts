import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { attribute } from "../model/attribution";
import { loadDimensions, loadEdits, loadRules, saveAttribution } from "../store/attribution";
import { endpointKey } from "./endpoint-key";

/** Says of every dimension whose it is; part of the caller's transaction. Facts are never touched. */
export async function resolveAttribution(ctx: Context, client: PoolClient): Promise<void> {
  const organisationId = ctx.organisation.id;
  const dimensions = await loadDimensions(client, organisationId);
  const rules = await loadRules(client, organisationId);
  const { rows, endpoints } = attribute(dimensions, rules, await loadEdits(client, organisationId));
  await saveAttribution(client, organisationId, {
    rows,
    endpoints: endpoints.map((endpoint) => ({ ...endpoint, key: endpointKey(endpoint.folded) })),
  });
}
