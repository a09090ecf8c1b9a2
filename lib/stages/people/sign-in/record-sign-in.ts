import { audit } from "@/lib/platform/audit";
import type { Doorstep } from "../doorstep";
import { markJoined } from "../store/entry";
import { type Account, loadAccount } from "../store/people";

/** Null, and nothing recorded, for somebody without a membership: they stay outside. */
export async function recordSignIn(door: Doorstep, userId: string): Promise<Account | null> {
  const account = await loadAccount(door.db, userId);
  if (!account || account.memberships.length === 0) return null;
  await markJoined(door, userId);
  for (const { organisation, role } of account.memberships) {
    const actor = { kind: "user", id: account.id, name: account.email, email: account.email, role } as const;
    await audit({ ...door, organisation, actor }, "user.signed-in", account.email);
  }
  return account;
}
