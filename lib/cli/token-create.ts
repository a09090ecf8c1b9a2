import { CreateToken } from "@/lib/stages/people/model";
import { createToken as create } from "@/lib/stages/people/tokens/create-token";
import { checkInput, readArguments } from "./arguments";
import type { Command } from "./command";
import { organisationContext } from "./organisation";

/** Prints the token alone, so that a script can keep it in a variable. */
export const tokenCreate: Command = {
  verb: "token create",
  usage: "token create --role ROLE --name NAME [--user EMAIL] [--org ORG]",
  async run(offpeak, args) {
    const { values } = readArguments(args, {
      role: { type: "string" },
      name: { type: "string" },
      user: { type: "string" },
      org: { type: "string" },
    });
    const input = checkInput(CreateToken, { role: values.role, name: values.name, email: values.user });
    return (await create(await organisationContext(offpeak, values.org), input)).token;
  },
};
