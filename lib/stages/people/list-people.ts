import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { Person } from "./model";
import { loadPeople } from "./store/people";

export async function listPeople(ctx: Context): Promise<Person[]> {
  authorise(ctx.actor, "users.write");
  return loadPeople(ctx);
}
