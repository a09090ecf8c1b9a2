import type { Organisation } from "@/lib/platform/context";
import type { Doorstep } from "@/lib/stages/people/doorstep";
import { findOrganisationById } from "@/lib/stages/people/find-organisation";
import { loadOwner } from "./store";

/** The organisation of a connection, for what providers post without a token; null when there is no such connection. */
export async function findOwner(door: Doorstep, connectionId: string): Promise<Organisation | null> {
  const owner = await loadOwner(door, connectionId);
  return owner === null ? null : findOrganisationById(door, owner);
}
