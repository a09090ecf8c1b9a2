import { z } from "zod";
import { ChangeConnection } from "./connection";
import { LimitsForm } from "./limits-form";

const Texts = z.record(z.string(), z.string());

/**
 * A connection as its form sends it. A key that is left empty stays, because it is never sent to the form; a tick takes
 * it away. A setting that is left empty is none.
 */
export const ChangeForm = z
  .object({
    id: z.string(),
    name: z.string(),
    costCenter: z.string(),
    credentials: Texts.default({}),
    forget: Texts.default({}),
    settings: Texts.default({}),
  })
  .transform(({ credentials, forget, ...rest }): z.input<typeof ChangeConnection> => {
    const entered = Object.entries(credentials).filter(([, value]) => value.trim() !== "");
    const gone = Object.keys(forget).map((name) => [name, null] as const);
    return { ...rest, credentials: Object.fromEntries([...gone, ...entered]) };
  })
  .pipe(ChangeConnection);

export const ChangeLimits = z.object({ id: z.string().min(1), limits: LimitsForm.default({}) });
export type ChangeLimits = z.output<typeof ChangeLimits>;
