import { SYSTEM } from "@/lib/core/access";
import { type Context, inTransaction } from "@/lib/platform/context";
import { createOrganisation } from "@/lib/stages/people/create-organisation";
import { createUser } from "@/lib/stages/people/create-user";
import { listPeople } from "@/lib/stages/people/list-people";
import { ORGANISATION, PEOPLE } from "./larkspur/people";

/** The organisation and its people, and the context in which Offpeak itself works for it. */
export async function createSample(ctx: Context): Promise<Context> {
  return inTransaction(ctx, async (open) => {
    const system = sampleContext(open);
    const organisation = await createOrganisation(system, { ...ORGANISATION, isSample: true });
    for (const person of PEOPLE) await createUser({ ...system, organisation }, person);
    return sampleContext({ ...ctx, organisation });
  });
}

/** Nothing is left to the worker: the load runs every step itself, so that it is done when it returns. */
export function sampleContext(ctx: Context): Context {
  return { ...ctx, actor: SYSTEM, queue: { ...ctx.queue, enqueue: async () => {} } };
}

/** Whoever is an admin of the asking organisation is one of the sample too, also who came after it was loaded. */
export async function admitAdmins(ctx: Context, sample: Context): Promise<void> {
  if (ctx.organisation.id === sample.organisation.id) return;
  const here = new Set((await listPeople(sample)).map(({ email }) => email));
  for (const { email, name, role } of await listPeople(ctx))
    if (role === "admin" && !here.has(email))
      await createUser(sample, { email, role, ...(name && { name }) });
}
