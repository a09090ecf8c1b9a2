/** A failure that a person can mend. Its message is the whole story, so it is shown on one line, without a stack. */
export class Refusal extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = "Refusal";
  }
}

const diskFull = /no space left on device|ENOSPC|disk_full|could not extend file/i;

/** Does this text or error speak of a full disk? Node, npm, Postgres and Next each say it in their own words. */
export function isDiskFull(problem) {
  if (problem?.code === "ENOSPC" || problem?.code === "53100") return true;
  return diskFull.test(typeof problem === "string" ? problem : String(problem?.message ?? ""));
}

export function diskFullRefusal(where) {
  return new Refusal(
    `The disk that holds ${where} is full. Free some space there, then run the command again.`,
  );
}

/** Runs a command's main function: a Refusal becomes one line on stderr, anything else keeps its stack. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof Refusal) console.error(`offpeak: ${error.message}`);
    else if (isDiskFull(error))
      console.error(`offpeak: ${diskFullRefusal(error.path ?? process.cwd()).message}`);
    else console.error(error);
  }
}
