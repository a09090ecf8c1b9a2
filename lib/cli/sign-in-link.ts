import { publicUrl } from "@/lib/platform/env";
import { CreateSignInLink } from "@/lib/stages/people/model";
import { firstSignInLink } from "@/lib/stages/people/sign-in/first-sign-in-link";
import { checkInput, readArguments } from "./arguments";
import type { Command } from "./command";
import { organisationContext } from "./organisation";

/** Prints the link alone. `--if-no-user`: nothing once somebody exists; `npm start` asks so. */
export const signInLink: Command = {
  verb: "sign-in-link",
  usage: "sign-in-link [EMAIL] [--if-no-user]",
  async run(offpeak, args) {
    const { values, positionals } = readArguments(args, { "if-no-user": { type: "boolean" } }, 1);
    const email = positionals[0] && checkInput(CreateSignInLink, { email: positionals[0] }).email;
    const link = await firstSignInLink(await organisationContext(offpeak), {
      ...(email && { email }),
      onlyWhenEmpty: values["if-no-user"] ?? false,
    });
    return link && `${publicUrl()}/sign-in/link?token=${link.token}`;
  },
};
