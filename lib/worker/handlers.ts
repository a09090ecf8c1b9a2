import type { on } from "@/lib/platform/queue";
import type { Offpeak } from "./join";

type Handlers = ReturnType<typeof on>[];

/** Which verb a job is. A stage adds its lines here; every one of them must be safe to run twice. */
export function handlers(_offpeak: Offpeak): Handlers {
  return [];
}
