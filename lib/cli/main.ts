import { AppError } from "@/lib/core/errors";
import { openOffpeak } from "@/lib/worker/join";
import { type Command, UsageError } from "./command";
import { importCommand } from "./import";
import { orgCreate } from "./org-create";
import { rank } from "./rank";
import { sampleLoad, sampleRemove } from "./sample";
import { signInLink } from "./sign-in-link";
import { tokenCreate } from "./token-create";
import { tokenRevoke } from "./token-revoke";
import { userCreate } from "./user-create";

const COMMANDS: Command[] = [
  tokenCreate,
  tokenRevoke,
  orgCreate,
  userCreate,
  signInLink,
  importCommand,
  rank,
  sampleLoad,
  sampleRemove,
];

/** Answers the exit code: 0, 1 for a refusal, 2 for a wrong command line. */
async function main(args: string[]): Promise<number> {
  const command = COMMANDS.find(({ verb }) => `${args.join(" ")} `.startsWith(`${verb} `));
  if (!command) return explain(args.length > 0 ? `offpeak does not know “${args.join(" ")}”.` : null);
  const offpeak = openOffpeak();
  try {
    const answer = await command.run(offpeak, args.slice(command.verb.split(" ").length));
    if (answer !== null) process.stdout.write(`${answer}\n`);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) return explain(error.message, [command]);
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await offpeak.close();
  }
}

function explain(problem: string | null, commands = COMMANDS): number {
  if (problem) process.stderr.write(`${problem}\n`);
  for (const { usage } of commands) process.stderr.write(`  offpeak ${usage}\n`);
  return 2;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`offpeak failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
