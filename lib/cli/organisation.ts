import type { Context } from "@/lib/platform/context";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { findOrganisation } from "@/lib/stages/people/find-organisation";
import { DEFAULT_ORGANISATION } from "@/lib/stages/people/model";
import type { Offpeak } from "@/lib/worker/join";

/** By its word, such as `sample`; the default organisation unless told. */
export async function organisationContext({ door, contextOf }: Offpeak, slug?: string): Promise<Context> {
  const standing = await ensureDefaultOrganisation(door);
  if (slug === undefined || slug === DEFAULT_ORGANISATION.slug) return contextOf(standing);
  return contextOf(await findOrganisation(door, slug));
}
