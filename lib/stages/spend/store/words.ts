import type { Context } from "@/lib/platform/context";
import { fold } from "@/lib/stages/ledger/model/words";
import type { WordFilter } from "../model/words";
import { COLUMNS } from "./filters";
import { folded, statement } from "./sql";

type Asked = { filter: WordFilter; search: string; owner: string | null; limit: number };

/** From the words of dimensions, never from facts; `hasNone` says that some row has no such word. */
export async function loadWords(ctx: Context, { filter, search, owner, limit }: Asked) {
  const column = COLUMNS[filter];
  const mine = `d.organisation_id = $1 and ($2::text is null or ${folded("d.owner")} = $2)`;
  const { rows } = await ctx.pool.query<{ word: string; none: boolean }>(
    statement(
      `with none as (select exists (select from dimension d where ${mine} and ${column} is null) as none)
      select w.word, none.none from none left join (
        select min(${column} collate "C") as word from dimension d
        where ${mine} and ${column} is not null and strpos(${folded(column)}, $3) > 0
        group by ${folded(column)} order by ${folded(column)} limit $4) w on true order by ${folded("w.word")}`,
      [ctx.organisation.id, owner === null ? null : fold(owner), fold(search), limit],
    ),
  );
  return {
    words: rows.flatMap((row) => (row.word === null ? [] : [row.word])),
    hasNone: rows[0]?.none ?? false,
  };
}
