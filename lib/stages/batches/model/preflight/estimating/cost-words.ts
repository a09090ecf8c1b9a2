import { formatFineDollars, type Picodollars } from "@/lib/core/money";
import type { Group } from "../lines";
import { counted, linesWords, tokensWords } from "../words";
import { type CostSums, type GroupRates, perMillion } from "./cost";

type Said = {
  groups: readonly Group[];
  rates: readonly GroupRates[];
  input: number;
  output: number;
  sums: CostSums;
  high: Picodollars | null;
  /** Lines without an output limit. */
  open: number;
};

/** `142.1 M in at $2.00 and 18.6 M out at $8.00 per million, before the discount. At most $241.10 if …` */
export function costWords(said: Said): string {
  const { groups, high, open, sums } = said;
  const sentences = [`${tokensOf(said)}, before the discount.`];
  if (sums.long > 0) sentences.push(`${linesWords(sums.long)} cost more: their prompts are long.`);
  if (high !== null && sums.batch !== null && high > sums.batch)
    sentences.push(
      `At most ${formatFineDollars(high)}${open > 0 ? ` if ${counted(open, "open line")} run long` : ""}.`,
    );
  if (groups.length > 0) sentences.push("No cache hits are assumed.");
  return sentences.join(" ");
}

function tokensOf({ groups, rates, input, output }: Said): string {
  const [rate] = rates;
  const models = new Set(groups.map(({ model }) => model));
  const inWords = `${tokensWords(input)} in`;
  const outWords = `${tokensWords(output)} out`;
  if (models.size > 1) return `${inWords} and ${outWords} over ${models.size} models`;
  const { input: perInput, output: perOutput } = rate?.sync.base ?? { input: null, output: null };
  if (perInput === null || perOutput === null) return `${inWords} and ${outWords}`;
  const writes = groups.some((group) => group.writes);
  if (!writes) return `${inWords} at ${perMillion(perInput)} per million`;
  return `${inWords} at ${perMillion(perInput)} and ${outWords} at ${perMillion(perOutput)} per million`;
}

/** Where the batch rates come from. */
export function costSource(rates: readonly GroupRates[]): string | null {
  const titles = rates.flatMap(({ model }) =>
    (model?.rates ?? [])
      .filter(({ tier, component }) => tier === "batch" && component === "freshInput")
      .map(({ source, sourceDate }) => `${source}, ${sourceDate}`),
  );
  return titles[0] ?? null;
}
