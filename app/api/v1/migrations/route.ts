import { methods, route } from "@/app/_server/api";
import { listMigrations } from "@/lib/stages/migration/list-migrations";
import { BoardView, boardView } from "@/lib/stages/migration/model/view";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary:
        "The migration tracker: every endpoint with its stage, and the columns that add up to the total",
      permission: "migrations.read",
      answer: BoardView,
    },
    async (ctx) => boardView(await listMigrations(ctx)),
  ),
});
