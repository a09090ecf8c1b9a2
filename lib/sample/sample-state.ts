import type { Context, Organisation } from "@/lib/platform/context";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import { ORGANISATION } from "./larkspur/people";
import { findImports } from "./store";

/** The files that make the month, one per provider. */
export const FILES = ["openai", "anthropic", "vertex", "bedrock"].map((provider) => ({
  provider,
  filename: `larkspur-${provider}-2025-11.csv.gz`,
}));

export type SampleState = { kind: "absent" } | { kind: "loading" | "ready"; organisation: Organisation };

/** What the first page asks while it waits. Asked by anybody: it tells of no figure. */
export async function readSampleState(ctx: Context): Promise<SampleState> {
  const organisation = await findSample(ctx);
  if (!organisation) return { kind: "absent" };
  const isReady = await isLoaded({ ...ctx, organisation });
  return { kind: isReady ? "ready" : "loading", organisation };
}

export async function findSample(ctx: Context): Promise<Organisation | null> {
  const all = await listOrganisations(ctx);
  return all.find((one) => one.isSample && one.slug === ORGANISATION.slug) ?? null;
}

/** Every file was read; a load that died in between is not. */
export async function isLoaded(sample: Context): Promise<boolean> {
  const imports = await findImports(sample);
  return FILES.every(({ filename }) =>
    imports.some((one) => one.filename === filename && ["done", "taken-back"].includes(one.status)),
  );
}
