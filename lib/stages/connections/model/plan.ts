import type { ConnectionField, LimitField, ProviderDefinition } from "@/lib/core/provider";

export type PlannedField = Omit<ConnectionField, "mask">;

/** What a form needs to know of a provider: words alone, so that it may go to the browser. */
export type FormPlan = {
  id: string;
  label: string;
  fields: PlannedField[];
  limitFields: LimitField[];
  rights: ProviderDefinition["rights"];
};

/** A connection that stands, and where people reach this installation. */
type Known = {
  connection: { id: string; settings: Record<string, string>; masks: Record<string, string> };
  home: string;
};

/** With a connection its rights name its own bucket, role and project, so that they can be copied as they are. */
export function planOf(definition: ProviderDefinition, known?: Known): FormPlan {
  const { id, label, fields, limitFields, rights } = definition;
  return {
    ...{ id, label, limitFields },
    fields: fields.map(({ mask: _, ...field }) => field),
    rights: known ? filledIn(definition, known) : rights,
  };
}

function filledIn({ rights, blanks }: ProviderDefinition, { connection, home }: Known) {
  const words: Record<string, string | undefined> = {
    ...blanks?.(connection),
    CONNECTION_ID: connection.id,
    "https://THIS_OFFPEAK": home,
  };
  // The longest first: one blank may stand within another. They hold no sign that a pattern reads otherwise.
  const names = Object.keys(words).sort((a, b) => b.length - a.length);
  const anyBlank = new RegExp(names.join("|"), "g");
  const fill = (text: string) => text.replace(anyBlank, (blank) => words[blank] ?? blank);
  return rights.map((right) => ({ ...right, text: fill(right.text) }));
}
