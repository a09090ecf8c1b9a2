import { createUser } from "@/lib/stages/people/create-user";
import { CreateUser } from "@/lib/stages/people/model";
import { checkInput, readArguments } from "./arguments";
import type { Command } from "./command";
import { organisationContext } from "./organisation";

export const userCreate: Command = {
  verb: "user create",
  usage: "user create EMAIL --role ROLE [--org ORG]",
  async run(offpeak, args) {
    const { values, positionals } = readArguments(
      args,
      { role: { type: "string" }, org: { type: "string" } },
      1,
    );
    const input = checkInput(CreateUser, { email: positionals[0], role: values.role });
    await createUser(await organisationContext(offpeak, values.org), input);
    return `${input.email} may sign in as ${input.role}.`;
  },
};
