import { notFound } from "@/lib/core/errors";
import type { Organisation } from "@/lib/platform/context";
import type { Doorstep } from "./doorstep";
import { findOrganisation as find, loadOrganisations } from "./store/people";

/** For doors that act as Offpeak itself: the worker and the command line. */
export async function findOrganisation(door: Doorstep, slug: string): Promise<Organisation> {
  const organisation = await find(door.db, slug);
  if (!organisation) throw notFound(`The organisation “${slug}”`);
  return organisation;
}

/** For jobs, which name it by id; null once it was removed. */
export async function findOrganisationById(door: Doorstep, id: number): Promise<Organisation | null> {
  return (await loadOrganisations(door.db)).find((organisation) => organisation.id === id) ?? null;
}

export async function listOrganisations(door: Doorstep): Promise<Organisation[]> {
  return loadOrganisations(door.db);
}
