import { createOrganisation } from "@/lib/stages/people/create-organisation";
import { CreateOrganisation } from "@/lib/stages/people/model";
import { checkInput, readArguments } from "./arguments";
import type { Command } from "./command";
import { organisationContext } from "./organisation";

/** Prints the word that `--org` takes. */
export const orgCreate: Command = {
  verb: "org create",
  usage: "org create NAME",
  async run(offpeak, args) {
    const { positionals } = readArguments(args, {}, 1);
    const input = checkInput(CreateOrganisation, { name: positionals[0] });
    return (await createOrganisation(await organisationContext(offpeak), input)).slug;
  },
};
