import type { ActionResult } from "@/lib/core/action-result";

/** A server action of `action()`, as it arrives at a form. */
export type FormAction<T = unknown> = (
  previous: ActionResult<T> | null,
  form: FormData,
) => Promise<ActionResult<T>>;

/** What is wrong with a field, and what it held. */
export function fieldOf(state: ActionResult | null, name: string): { error?: string; defaultValue?: string } {
  if (!state || state.ok) return {};
  const error = state.error.fields?.[name];
  const defaultValue = state.values?.[name];
  return { ...(error && { error }), ...(defaultValue !== undefined && { defaultValue }) };
}
