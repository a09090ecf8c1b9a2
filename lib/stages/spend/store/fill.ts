import type { Context } from "@/lib/platform/context";
import { Prisma } from "@/prisma/generated/client";

type Fill = {
  key: string;
  verdict?: string | null;
  score?: number | null;
  fitReasons?: string[] | null;
  answer?: string | null;
  forecastSaving?: bigint | null;
  realisedSaving?: bigint | null;
  stage?: string | null;
};

/** Column, the name it is filled under, and how its text in JSON is read. */
const COLUMNS = [
  ["verdict", "verdict", Prisma.sql`fill ->> 'verdict'`],
  ["score", "score", Prisma.sql`(fill ->> 'score')::float8`],
  ["fit_reasons", "fitReasons", Prisma.sql`nullif(fill -> 'fitReasons', 'null'::jsonb)`],
  ["answer", "answer", Prisma.sql`fill ->> 'answer'`],
  ["forecast_saving", "forecastSaving", Prisma.sql`(fill ->> 'forecastSaving')::int8`],
  ["realised_saving", "realisedSaving", Prisma.sql`(fill ->> 'realisedSaving')::int8`],
  ["stage", "stage", Prisma.sql`fill ->> 'stage'`],
] as const;

const filled = Prisma.join(
  COLUMNS.map(
    ([column, name, read]) =>
      Prisma.sql`${Prisma.raw(column)} = case when fill ? ${name} then ${read} else s.${Prisma.raw(column)} end`,
  ),
);

/**
 * All of them in one statement, by the transaction's own client, so that a stage's change and its place in the table are
 * one. A field that is left out stays as it is.
 */
export async function updateSummary(
  ctx: Context,
  fills: readonly Fill[],
  owner: string | null,
): Promise<void> {
  if (fills.length === 0) return;
  const json = JSON.stringify(fills, (_, value) => (typeof value === "bigint" ? value.toString() : value));
  const mine = owner === null ? Prisma.empty : Prisma.sql`and lower(s.owner) = lower(${owner})`;
  await ctx.db.$executeRaw`
    update endpoint_summary s set ${filled} from jsonb_array_elements(${json}::jsonb) as fill
    where s.organisation_id = ${ctx.organisation.id}::int and s.period = 'default' and s.rank > 0
      and s.key = fill ->> 'key' ${mine}`;
}
