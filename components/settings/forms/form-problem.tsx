import { Notice } from "@/components/ui/notice";
import type { ActionResult } from "@/lib/core/action-result";

/** What is wrong with the whole form; fields tell their own. */
export function FormProblem({ state }: { state: ActionResult | null }) {
  if (!state || state.ok || state.error.fields) return null;
  return (
    <Notice tone="bad" role="alert" className="mt-2">
      {state.error.message}
    </Notice>
  );
}
