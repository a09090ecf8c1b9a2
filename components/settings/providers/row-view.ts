import type { Setback } from "@/lib/stages/batches/model/setback";
import {
  type Connection,
  type ConnectionState,
  LOCKED,
  stateOf,
} from "@/lib/stages/connections/model/connection";
import type { FormPlan } from "@/lib/stages/connections/model/plan";
import { agoWords, clockWords } from "./words";

/** A connection as its row shows it: words alone. */
export type ProviderRowView = {
  id: string;
  provider: string;
  label: string;
  name: string;
  access: string;
  masks: string[];
  gives: string;
  /** What the ledger has of this provider, in its first row; null: nothing, or told above. */
  dollars: string | null;
  state: ConnectionState;
  /** When it was tested; null: not since it was last changed. */
  tested: string | null;
  paused: string | null;
  troubles: { what: string; missing: string | null }[];
  /** What its latest batch met, and where that batch is. */
  setback: { title: string; message: string; href: string } | null;
  /** What to copy for whoever grants rights at the provider. */
  policy: string | null;
};

type Beside = { plan: FormPlan | null; now: Date; dollars: string | null; setback: Setback | null };

export function rowView(connection: Connection, { plan, now, dollars, setback }: Beside): ProviderRowView {
  const { id, provider, name, test, pausedUntil } = connection;
  const state = stateOf(connection);
  return {
    ...{ id, provider, name, state, dollars },
    label: plan?.label ?? provider,
    access: accessWords(connection, plan),
    masks: Object.values(connection.masks),
    gives: listWords(test?.report.checks.filter(({ ok }) => ok).map((check) => check.name) ?? []) || "–",
    tested: test && agoWords(test.at, now),
    paused: pausedUntil && pausedUntil > now ? `asked to wait until ${clockWords(pausedUntil)}` : null,
    troubles: troublesOf(connection, state),
    setback: setback && {
      ...{ title: SETBACKS[setback.kind], message: setback.message, href: `/batches/${setback.batchId}` },
    },
    policy: plan && plan.rights.length > 0 ? policyText(plan) : null,
  };
}

const SETBACKS: Record<Setback["kind"], string> = {
  failed: "Its latest batch failed.",
  waits: "Its latest batch waits.",
  unseen: "Its latest batch cannot be looked at.",
};

function troublesOf({ test }: Connection, state: ConnectionState): ProviderRowView["troubles"] {
  if (state === "locked") return [{ what: LOCKED, missing: null }];
  // A check may fail that no batch needs: then it works, and this is said all the same.
  const failed = test?.report.checks.filter(({ ok }) => !ok) ?? [];
  if (state === "failed" && failed.length === 0)
    return [{ what: "The provider did not say why.", missing: null }];
  return failed.map(({ name, message, missing }) => ({ what: message ?? `${name} does not work.`, missing }));
}

/** `API key, admin key`; with no key at all the machine's own identity is used. */
function accessWords({ masks }: Connection, plan: FormPlan | null): string {
  const named = Object.keys(masks).map(
    (name) => plan?.fields.find((field) => field.name === name)?.label ?? name,
  );
  return listWords(named) || "Identity of this machine";
}

/** The first as it stands, the others in small letters unless they are an abbreviation. */
function listWords(words: string[]): string {
  return words
    .map((word, index) =>
      index === 0 || /^[A-Z]{2}/.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1),
    )
    .join(", ");
}

export function policyText({ rights }: Pick<FormPlan, "rights">): string {
  if (rights.length === 1) return rights[0]?.text ?? "";
  return rights.map(({ title, text }) => `${title}\n\n${text}`).join("\n\n");
}
