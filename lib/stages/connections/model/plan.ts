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

export function planOf({ id, label, fields, limitFields, rights }: ProviderDefinition): FormPlan {
  return { id, label, fields: fields.map(({ mask: _, ...field }) => field), limitFields, rights };
}
