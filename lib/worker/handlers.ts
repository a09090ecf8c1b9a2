import { on } from "@/lib/platform/queue";
import { loadSampleJob } from "@/lib/sample/jobs";
import { loadSample } from "@/lib/sample/load-sample";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import type { Offpeak } from "./join";

type Handlers = ReturnType<typeof on>[];

/** Which verb a job is. A stage adds its lines here; every one of them must be safe to run twice. */
export function handlers(offpeak: Offpeak): Handlers {
  return [
    on(loadSampleJob, async () => {
      await loadSample(offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door)));
      return undefined;
    }),
  ];
}
