import "server-only";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { z } from "zod";
import type { ActionResult } from "@/lib/core/action-result";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { check, readForm, typedValues } from "./bodies/form";
import { pageContext } from "./context";

type Options<T> = {
  /** The page that shows what changed. */
  refresh?: string;
  /** Where to go when it worked. */
  next?: (data: T) => string;
  /** Fields that are never sent back, such as a key. */
  secret?: string[];
};

/**
 * A verb as a server action for `useActionState`, with or without scripts. Known errors become values; what was typed
 * comes back for `defaultValue`, since React empties the form.
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  verb: (ctx: Context, input: z.infer<S>) => Promise<T>,
  options: Options<T> = {},
): (previous: ActionResult | null, form: FormData) => Promise<ActionResult<T>> {
  return async (_previous, form) => {
    const ctx = await pageContext();
    const result = await attempt(async () => verb(ctx, check(schema, readForm(form))));
    if (!result.ok) return { ...result, values: typedValues(form, options.secret) };
    if (options.refresh) revalidatePath(options.refresh);
    if (options.next) redirect(options.next(result.data));
    return result;
  };
}

/** Known errors as values; anything else is a bug: logged, and told as such. */
export async function attempt<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) {
      log.error("action.failed", error);
      return {
        ok: false,
        error: { code: "internal", message: "Something went wrong. Nothing was changed. Try again." },
      };
    }
    const { code, message, fields } = error;
    return { ok: false, error: { code, message, ...(fields && { fields }) } };
  }
}
