import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { TokenRow } from "../model";
import { loadTokens } from "../store/tokens";

export async function listTokens(ctx: Context): Promise<TokenRow[]> {
  authorise(ctx.actor, "tokens.write");
  return loadTokens(ctx);
}
