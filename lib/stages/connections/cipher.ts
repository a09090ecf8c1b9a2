import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import type { Sealed } from "./store";

const Credentials = z.record(z.string(), z.string());

/** One purpose a connection: keys of one row are worth nothing in another. */
const purposeOf = (id: string) => `connection ${id}`;

export function sealCredentials(ctx: Context, id: string, credentials: Record<string, string>): Sealed {
  return {
    sealed: ctx.seal.lock(purposeOf(id), JSON.stringify(credentials)),
    sealedWith: ctx.seal.fingerprint,
  };
}

/** Null when no secret of this installation opens them. */
export function openCredentials(ctx: Context, id: string, { sealed }: Sealed): Record<string, string> | null {
  const text = ctx.seal.unlock(purposeOf(id), sealed);
  return text === null ? null : Credentials.parse(JSON.parse(text));
}

/** The same, sealed with the secret of now; null when nothing opens them. */
export function resealCredentials(ctx: Context, id: string, { sealed }: Sealed): Sealed | null {
  const anew = ctx.seal.relock(purposeOf(id), sealed);
  return anew === null ? null : { sealed: anew, sealedWith: ctx.seal.fingerprint };
}
