import { pageContext } from "@/app/_server/context";
import { listMigrations } from "@/lib/stages/migration/list-migrations";
import { boardCsv } from "@/lib/stages/migration/model/csv";
import { narrowedBy } from "../view";

/** The rows of the table as a file, for who is signed in; scripts use /api/v1/migrations. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await pageContext("migrations.read");
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const board = await listMigrations(ctx, narrowedBy(asked));
  return new Response(boardCsv(board), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="migration-${board.period.from}-${board.period.to}.csv"`,
      "cache-control": "no-store",
    },
  });
}
