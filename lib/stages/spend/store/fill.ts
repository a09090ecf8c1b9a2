import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/prisma/generated/client";
import { Prisma as Sql } from "@/prisma/generated/client";

type Fill = { key: string; fitReasons?: string[] | null } & Pick<
  Prisma.EndpointSummaryUpdateManyMutationInput,
  "verdict" | "score" | "answer" | "forecastSaving" | "realisedSaving" | "stage"
>;

/** By the transaction's own client, so that a stage's change and its place in the table are one. */
export async function updateSummary(ctx: Context, fill: Fill, owner: string | null): Promise<void> {
  const { key, fitReasons, ...columns } = fill;
  await ctx.db.endpointSummary.updateMany({
    where: {
      organisationId: ctx.organisation.id,
      period: "default",
      rank: { gt: 0 },
      key,
      ...(owner !== null && { owner: { equals: owner, mode: "insensitive" as const } }),
    },
    data: { ...columns, ...(fitReasons !== undefined && { fitReasons: fitReasons ?? Sql.DbNull }) },
  });
}
