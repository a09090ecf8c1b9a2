import type { Doorstep } from "../doorstep";
import { findUserByEmail, loadAccount } from "../store/people";

/** The person of a session with their organisations, read anew on every request: a removed membership ends at once. */
export async function findAccount(door: Doorstep, userId: string) {
  return loadAccount(door.db, userId);
}

/** The invited person with this address, or null. */
export async function findInvited(door: Doorstep, email: string): Promise<{ id: string } | null> {
  const user = await findUserByEmail(door.db, email.trim().toLowerCase());
  return user && user.memberships.length > 0 ? { id: user.id } : null;
}
