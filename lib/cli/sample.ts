import { loadSample } from "@/lib/sample/load-sample";
import { removeSample } from "@/lib/sample/remove-sample";
import { readArguments } from "./arguments";
import type { Command } from "./command";
import { organisationContext } from "./organisation";

/** Done when it returns: it does not need the worker. */
export const sampleLoad: Command = {
  verb: "sample load",
  usage: "sample load",
  async run(offpeak, args) {
    readArguments(args, {});
    const { organisation, loaded } = await loadSample(await organisationContext(offpeak));
    return loaded
      ? `${organisation.name} is loaded as the organisation “${organisation.slug}”.`
      : `${organisation.name} was here already.`;
  },
};

export const sampleRemove: Command = {
  verb: "sample remove",
  usage: "sample remove",
  async run(offpeak, args) {
    readArguments(args, {});
    const { removed } = await removeSample(await organisationContext(offpeak));
    return removed ? "The sample is removed." : "There is no sample to remove.";
  },
};
