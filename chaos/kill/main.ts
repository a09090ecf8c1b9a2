import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { runCampaign } from "./campaign";
import { PROVIDERS, type Provider, wantedHits } from "./plan";

const DEFAULT_ROUNDS = 100;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: String(DEFAULT_ROUNDS) },
    seed: { type: "string", default: randomBytes(4).toString("hex") },
    provider: { type: "string", multiple: true, default: [...PROVIDERS] },
  },
});

const isProvider = (name: string): name is Provider => PROVIDERS.some((one) => one === name);
const providers = values.provider.filter(isProvider);
const rounds = Number(values.rounds);
if (providers.length !== values.provider.length || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`Say --rounds N, --seed TEXT, and --provider with one of: ${PROVIDERS.join(", ")}.`);
  process.exit(1);
}

// Before anything reads the environment: loopback is allowed, and nobody waits minutes for the next look.
process.env.OFFPEAK_SANDBOX = "1";
process.env.OFFPEAK_POLL_SECONDS = "0.5";

console.log(`seed ${values.seed}, ${rounds} rounds`);
const { verdict, faults, requests } = await runCampaign({ seed: values.seed, rounds, providers });
const { lost, submittedTwice, settledTwice, stuck } = verdict;
const { elsewhere, ...windows } = faults;
const missed = Object.entries(windows).filter(([, hits]) => hits < wantedHits(rounds));
if (missed.length > 0)
  console.log(`Too seldom hit: ${missed.map(([name, hits]) => `${name} (${hits})`).join(", ")}`);
console.log(
  JSON.stringify({
    ...{ name: "kill", seed: values.seed, rounds, providers, requests },
    ...{ lost, duplicated: submittedTwice, doubleCharged: settledTwice, stuck },
    ...{ submittedTwice, settledTwice, faults: { ...windows, elsewhere } },
  }),
);
process.exit(verdict.isClean && missed.length === 0 ? 0 : 1);
