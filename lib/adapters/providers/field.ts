import type { ConnectionField } from "@/lib/core/provider";

/** A setting that need not be given and shows what it holds, unless `more` says otherwise. */
export const field = (name: string, label: string, more: Partial<ConnectionField> = {}): ConnectionField => ({
  name,
  label,
  in: "settings",
  secret: false,
  required: false,
  hint: null,
  placeholder: null,
  advanced: false,
  ...more,
});
