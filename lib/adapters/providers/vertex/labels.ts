import type { Submission } from "@/lib/core/provider";

/** The label that bears the key of a submission. */
export const KEY_LABEL = "offpeak_key";
export const displayNameOf = (key: string): string => `offpeak-${key}`;

/** A user's words as a label's value: lower case, and what no label may hold as `_`. */
export function labelValue(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}_-]+/gu, "_")
    .slice(0, 63);
}

function labelKey(name: string): string {
  const key = name.toLowerCase().replace(/[^a-z0-9_]+/g, "_");
  return (/^[a-z]/.test(key) ? key : `l_${key}`).slice(0, 63);
}

/** `cost_center`, `endpoint` and `batch`, as billing exports show them; empty ones are left out. */
export function fittedLabels(labels: Submission["labels"]): Record<string, string> {
  const entries = Object.entries(labels).map(([name, text]) => [labelKey(name), labelValue(text)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

export function jobLabels({ key, labels }: Submission): Record<string, string> {
  return { ...fittedLabels(labels), [KEY_LABEL]: key };
}

/** Tokens are billed by request, so each says which cost center it is for. */
export function requestLabels({ labels }: Submission): Record<string, string> {
  const { cost_center } = fittedLabels(labels);
  return cost_center === undefined ? {} : { cost_center };
}
