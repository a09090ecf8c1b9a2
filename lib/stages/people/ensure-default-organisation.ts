import type { Organisation } from "@/lib/platform/context";
import type { Doorstep } from "./doorstep";
import { saveDefaultOrganisation } from "./store/people";

/** It exists from the first start, so that tokens and imports have a home before anybody made one. */
export async function ensureDefaultOrganisation(door: Doorstep): Promise<Organisation> {
  return saveDefaultOrganisation(door.db);
}
