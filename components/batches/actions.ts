import type { FormAction } from "@/components/settings/forms/form-action";

/** What a batch can be asked to do; the page hands them in. Every form sends `batchId`. */
export type BatchFormActions = Record<
  "start" | "check" | "cancel" | "retry" | "runRemaining" | "release" | "resolve",
  FormAction
>;

/** What the page of a new batch can ask for. */
export type DraftActions = Record<"fix" | "undoFix" | "confirm" | "discard", FormAction>;
