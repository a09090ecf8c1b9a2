import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { ImportView } from "@/lib/stages/imports/model/view";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { openOffpeak } from "@/lib/worker/join";
import { checkSandbox } from "./contracts/check-sandbox";
import { importAlone } from "./external/import-file";
import { type Sums, sumsOf } from "./external/sums";

// Files from outside the clone, through the production verbs, beside sums that were computed without them.

const USAGE = ["openai", "litellm", "llm-usage"];

function argument(name: string): string | null {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file) : [file];
    })
    .filter((file) => /\.(json|jsonl|csv|tsv|gz)$/.test(file))
    .sort();
}

function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** Which measures differ; an unknown one must be unknown on both sides. */
function differences(view: ImportView, sums: Sums): string[] {
  const { totals, rows } = view;
  const pairs: [string, unknown, unknown][] = [
    ["rows", rows.accepted, sums.rows],
    ["requests", totals.requests, sums.requests],
    ["inputTokens", totals.inputTokens, sums.inputTokens],
    ["cachedInputTokens", totals.cachedInputTokens, sums.cachedInputTokens],
    ["cacheWriteTokens", totals.cacheWriteTokens, sums.cacheWriteTokens],
    ["outputTokens", totals.outputTokens, sums.outputTokens],
    ...(sums.cost === null
      ? []
      : ([["cost", Number(totals.cost), Number(sums.cost)]] as [string, unknown, unknown][])),
  ];
  return pairs
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([name, ours, theirs]) => `${name}: ${ours}, not ${theirs}`);
}

function line(file: string, view: ImportView, wrong: string[]): string {
  const { status, format, rows, totals, problems, unpriced } = view;
  if (status === "failed") return `${file}: refused: ${problems[0]?.message}`;
  if (status === "needs-mapping") return `${file}: no known format; its columns can be chosen`;
  const tokens = `in ${totals.inputTokens}, cached ${totals.cachedInputTokens}, out ${totals.outputTokens}`;
  const money = `cost ${totals.cost} (${totals.costKind}${unpriced.rows ? `, ${unpriced.rows} rows unpriced` : ""})`;
  const verdict = wrong.length > 0 ? `DIFFERS (${wrong.join("; ")})` : "as computed";
  return `${file}: ${format}, ${rows.accepted} of ${rows.read} rows, requests ${totals.requests}, ${tokens}, ${money}: ${verdict}`;
}

async function checkSamples(folder: string): Promise<number> {
  const offpeak = openOffpeak();
  let failed = 0;
  try {
    await ensureDefaultOrganisation(offpeak.door);
    for (const [index, file] of filesBelow(folder).entries()) {
      const name = path.relative(folder, file);
      const view = await importAlone(offpeak, file, `External ${index + 1}`);
      const sums =
        USAGE.includes(name.split(path.sep)[0] ?? "") || statSync(file).size < 50_000_000
          ? sumsOf(textOf(file))
          : null;
      const missing = sums !== null && view.status !== "done" ? [`status ${view.status}`] : [];
      const unproved = sums === null && view.status === "done" ? ["no sums to compare with"] : [];
      const wrong = [
        ...missing,
        ...unproved,
        ...(sums && view.status === "done" ? differences(view, sums) : []),
      ];
      if (wrong.length > 0) failed += 1;
      console.log(line(name, view, wrong));
    }
  } finally {
    await offpeak.close();
  }
  return failed;
}

/** Traffic between our clients and our simulators, held against the vendor's own description. Null: it is not there. */
async function checkContracts(folder: string): Promise<number | null> {
  if (!existsSync(folder)) return null;
  const { exchanges, outside, problems } = await checkSandbox(folder);
  for (const { call, problem } of problems) console.log(`${call}: ${problem}`);
  console.log(
    `OpenAI's contract: ${exchanges} calls, ${outside} of them not in it, ${problems.length} problems`,
  );
  return problems.length;
}

const samples = argument("samples") ?? "../shared/samples";
const failed = await checkSamples(path.resolve(samples));
console.log(
  failed === 0
    ? "every file came out as computed, or was refused for the reason given"
    : `${failed} files differ`,
);
const contracts = path.resolve(argument("contracts") ?? "../shared/contracts");
const problems = await checkContracts(contracts);
if (problems === null) console.log(`no contracts in ${contracts}: traffic was not checked`);
process.exit(failed === 0 && !problems ? 0 : 1);
