import { RevokeToken } from "@/lib/stages/people/model";
import { revokeToken } from "@/lib/stages/people/tokens/revoke-token";
import { checkInput, readArguments } from "./arguments";
import type { Command } from "./command";
import { organisationContext } from "./organisation";

export const tokenRevoke: Command = {
  verb: "token revoke",
  usage: "token revoke NAME [--org ORG]",
  async run(offpeak, args) {
    const { values, positionals } = readArguments(args, { org: { type: "string" } }, 1);
    const input = checkInput(RevokeToken, { name: positionals[0] });
    const { revoked } = await revokeToken(await organisationContext(offpeak, values.org), input);
    return revoked === 1 ? "Revoked 1 token." : `Revoked ${revoked} tokens.`;
  },
};
