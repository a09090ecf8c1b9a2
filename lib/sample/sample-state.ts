import { SYSTEM } from "@/lib/core/access";
import type { Context, Organisation } from "@/lib/platform/context";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import { listPeople } from "@/lib/stages/people/list-people";
import { ORGANISATION } from "./larkspur/people";
import { findImports } from "./store";

/** The file that makes the month: what its gateway saw, all providers in one. */
export const FILE = "larkspur-gateway-2025-11.csv.gz";

export type SampleState = { kind: "absent" } | { kind: "loading" | "ready"; organisation: Organisation };

/** What the first page asks while it waits. Asked by anybody: it tells of no figure. */
export async function readSampleState(ctx: Context): Promise<SampleState> {
  const organisation = await findSample(ctx);
  if (!organisation) return { kind: "absent" };
  const isReady = await isLoaded({ ...ctx, organisation });
  return { kind: isReady ? "ready" : "loading", organisation };
}

/** Whether whoever asks can already enter it: an admin who comes after the load is let in by the job, not by the press. */
export async function isAdmitted(ctx: Context, organisation: Organisation): Promise<boolean> {
  const people = await listPeople({ ...ctx, organisation, actor: SYSTEM });
  return people.some(({ email }) => email === ctx.actor.email);
}

export async function findSample(ctx: Context): Promise<Organisation | null> {
  const all = await listOrganisations(ctx);
  return all.find((one) => one.isSample && one.slug === ORGANISATION.slug) ?? null;
}

/** The file was read; a load that died in between is not. */
export async function isLoaded(sample: Context): Promise<boolean> {
  const imports = await findImports(sample);
  return imports.some((one) => one.filename === FILE && ["done", "taken-back"].includes(one.status));
}
