import { ownerScope } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { MOST_WORDS, type WordFilter } from "./model/words";
import { loadWords } from "./store/words";

/** What a filter can be set to: the words that contain `search`, in order, never more than a menu holds. */
export async function listWords(
  ctx: Context,
  filter: WordFilter,
  search = "",
): Promise<{ words: string[]; hasMore: boolean; hasNone: boolean }> {
  const owner = ownerScope(ctx.actor, "spend.read");
  const { words, hasNone } = await loadWords(ctx, { filter, search, owner, limit: MOST_WORDS + 1 });
  return { words: words.slice(0, MOST_WORDS), hasMore: words.length > MOST_WORDS, hasNone };
}
