import { readdirSync, readFileSync, statSync } from "node:fs";
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

/** Null when it is not asked for; without a folder of its own, the one that lies beside the clone. */
function argument(name: string): string | null {
  const at = process.argv.indexOf(`--${name}`);
  if (at < 0) return null;
  const next = process.argv[at + 1];
  return next && !next.startsWith("--") ? next : `../shared/${name}`;
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
  console.log(
    failed === 0
      ? "every file came out as computed, or was refused for the reason given"
      : `${failed} files differ`,
  );
  return failed;
}

/** The simulators against the vendors' own descriptions. */
async function checkContracts(folder: string): Promise<number> {
  const reports = await checkSandbox(folder);
  for (const { provider, exchanges, outside, problems } of reports) {
    console.log(
      `sandbox of ${provider}: ${exchanges} exchanges, ${outside} outside the contract, ${problems.length} problems`,
    );
    for (const { call, problem } of problems) console.log(`  ${call}: ${problem}`);
  }
  if (reports.length === 0) console.log(`no contracts in ${folder}`);
  else if (reports.every(({ problems }) => problems.length === 0))
    console.log("the sandbox speaks as the contracts say");
  return reports.reduce((sum, report) => sum + report.problems.length, 0);
}

const contracts = argument("contracts");
const samples = argument("samples");
// Naming one of the two checks that one alone.
const broken =
  samples && !contracts ? 0 : await checkContracts(path.resolve(contracts ?? "../shared/contracts"));
const failed = contracts && !samples ? 0 : await checkSamples(path.resolve(samples ?? "../shared/samples"));
process.exit(failed + broken === 0 ? 0 : 1);
