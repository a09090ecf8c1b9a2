import { cookies } from "next/headers";
import { readTheme, THEME_COOKIE } from "@/components/shell/theme";
import { type Permission, reachOf } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { listAudit } from "@/lib/stages/people/list-audit";
import { listPeople } from "@/lib/stages/people/list-people";
import { listTokens } from "@/lib/stages/people/tokens/list-tokens";
import { listOverrides } from "@/lib/stages/prices/override-price";
import { readProviders } from "./providers/load";

const NEEDS = {
  providers: "connections.write",
  people: "users.write",
  tokens: "tokens.write",
  prices: "prices.read",
  organisation: "organisation.write",
  you: "views.write",
  audit: "audit.read",
} as const satisfies Record<string, Permission>;

type SectionId = keyof typeof NEEDS;
type Section = { allowed: boolean; shown: boolean };

/** What the role may see, and of that what the address asks for; no tab means everything. */
function sectionsOf(ctx: Context, show: string | undefined): Record<SectionId, Section> {
  const of = (id: SectionId): Section => {
    const allowed = reachOf(ctx.actor.role, NEEDS[id]) !== null;
    return { allowed, shown: allowed && (show === undefined || !(show in NEEDS) || show === id) };
  };
  return {
    providers: of("providers"),
    people: of("people"),
    tokens: of("tokens"),
    prices: of("prices"),
    organisation: of("organisation"),
    you: of("you"),
    audit: of("audit"),
  };
}

/** The page reads what it shows and nothing else. */
export async function readSettings(ctx: Context, { show, cursor }: { show?: string; cursor?: string }) {
  const sections = sectionsOf(ctx, show);
  const limit = show === "audit" ? 50 : 8;
  const [providers, people, tokens, overrides, log] = await Promise.all([
    sections.providers.shown ? readProviders(ctx) : null,
    sections.people.shown ? listPeople(ctx) : null,
    sections.tokens.shown ? listTokens(ctx) : null,
    sections.prices.shown ? listOverrides(ctx) : null,
    sections.audit.shown ? listAudit(ctx, { limit, ...(cursor && { cursor }) }) : null,
  ]);
  const mayPrice = reachOf(ctx.actor.role, "prices.write") !== null;
  const prices = overrides && { overrides, mayChange: mayPrice };
  const organisation = sections.organisation.shown ? ctx.organisation : null;
  return { sections, providers, people, tokens, prices, organisation, log, isWholeLog: show === "audit" };
}

export async function chosenTheme() {
  return readTheme((await cookies()).get(THEME_COOKIE)?.value) ?? "system";
}
