import type { Actor } from "@/lib/core/access";
import type { Organisation } from "@/lib/platform/context";
import type { Doorstep } from "../doorstep";
import { hashOf } from "../secret";
import { findToken } from "../store/tokens";

/** Null for a token that is not ours, or no longer. */
export async function authenticateToken(
  door: Doorstep,
  token: string,
): Promise<{ organisation: Organisation; actor: Actor } | null> {
  if (!/^op_[A-Za-z0-9_-]{20,100}$/.test(token)) return null;
  const found = await findToken(door, hashOf(token));
  if (!found) return null;
  const { id, name, email, role, organisation } = found;
  return { organisation, actor: { kind: "token", id, name, email, role } };
}
