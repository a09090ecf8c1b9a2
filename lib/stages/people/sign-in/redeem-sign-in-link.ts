import { forbidden, unauthenticated } from "@/lib/core/errors";
import { inTransaction } from "@/lib/platform/context";
import type { Doorstep } from "../doorstep";
import { hashOf } from "../secret";
import { findSignInLink, takeSignInLink } from "../store/entry";
import { recordSignIn } from "./record-sign-in";

const USED = "This link was used or has expired. Ask for a new one.";

/** Whom the link would sign in, without using it up: what a mail scanner sees. Null when it can no longer be used. */
export async function readSignInLink(door: Doorstep, token: string): Promise<{ email: string } | null> {
  return findSignInLink(door, hashOf(token));
}

/** Works once, within its minutes, for somebody who is still invited. */
export async function redeemSignInLink(
  door: Doorstep,
  token: string,
): Promise<{ userId: string; email: string }> {
  const account = await inTransaction(door, async (door) => {
    const taken = await takeSignInLink(door, hashOf(token));
    if (!taken) throw unauthenticated(USED);
    return recordSignIn(door, taken.userId);
  });
  if (!account) throw forbidden("Only invited people can sign in. Ask an admin to invite you.");
  return { userId: account.id, email: account.email };
}
