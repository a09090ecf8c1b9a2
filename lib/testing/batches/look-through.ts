import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { ConnectionLimits, LineDialect, ProviderLimits } from "@/lib/core/provider";
import type { Fix } from "@/lib/stages/batches/model/fix";
import type { Finding, PreflightReport } from "@/lib/stages/batches/model/preflight";
import type { Measured } from "@/lib/stages/batches/model/preflight/estimating/estimate";
import { type Judged, type JudgeInput, judge } from "@/lib/stages/batches/model/preflight/judge";
import type { Group } from "@/lib/stages/batches/model/preflight/lines";
import { type Scan, scanUpload } from "@/lib/stages/batches/preflight/scan";
import { Sampler } from "@/lib/stages/batches/preflight/tokens/sampler";
import type { FrozenRates } from "@/lib/stages/prices/model/frozen-rates";
import { linesDialect } from "./test-dialect";

export const TEST_LIMITS: ProviderLimits = {
  maxRequests: 50_000,
  maxBytes: 200_000_000,
  minRequests: 1,
  windowHours: { default: 24, min: 24, max: 24 },
  oneModel: true,
  onePath: true,
  concurrentJobs: null,
  visibleAfterSeconds: 1,
  resultsKeptDays: 30,
  source: { title: "Test limits", url: "https://example.com/limits", read: "2025-11-01" },
};

type Options = Partial<
  Pick<JudgeInput, "canary" | "history" | "running" | "supportOf" | "modelOf" | "rates" | "counted">
> & {
  dialect?: LineDialect;
  fixes?: Fix[];
  model?: string;
  limits?: Partial<ProviderLimits>;
  connection?: ConnectionLimits;
  paid?: string[];
  provider?: string;
};

export type LookedThrough = { report: Omit<PreflightReport, "tookMs">; scan: Scan; judged: Judged };

/** $2 in and $8 out a million as sync, half of it in a batch; long prompts beyond 100,000 tokens cost twice. */
export const TEST_RATES: FrozenRates = {
  version: 1,
  at: "2025-12-02T16:42:00.000Z",
  provider: "openai",
  catalogue: "test",
  models: ["gpt-4.1", "gpt-4.1-mini"].map((model) => ({
    ...{ model, id: model, longAbove: 100_000 },
    rates: (["sync", "batch"] as const).flatMap((tier) =>
      (["base", "long"] as const).flatMap((band) =>
        (["freshInput", "output"] as const).map((component) => ({
          ...{ tier, band, component, source: "Test list", sourceUrl: null, sourceDate: "2025-11-01" },
          standing: "stated" as const,
          perToken: String(
            ((component === "output" ? 8_000_000 : 2_000_000) / (tier === "batch" ? 2 : 1)) *
              (band === "long" ? 2 : 1),
          ),
        })),
      ),
    ),
  })),
};

const YES = {
  tools: "yes",
  "structured-output": "yes",
  caching: "yes",
  images: "yes",
  streaming: "no",
} as const;

/** What preflight says of a file, without a database. */
export async function lookThrough(content: string | Buffer, options: Options = {}): Promise<LookedThrough> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "offpeak-look-"));
  const file = path.join(folder, "upload");
  try {
    await writeFile(file, content);
    return await lookThroughFile(file, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function lookThroughFile(file: string, options: Options = {}): Promise<LookedThrough> {
  const { dialect = linesDialect, fixes = [], model = null, paid, provider = "openai" } = options;
  const measured: Measured[] = [];
  const { size } = await stat(file);
  const sampler = new Sampler(size, dialect, ({ text, ...sample }) =>
    // Four characters a token, as a tokenizer would say.
    measured.push({ ...sample, characters: text.length, tokens: Math.ceil(text.length / 4) }),
  );
  const known = new Set(paid);
  const paidAmong = paid ? async (ids: string[]) => new Set(ids.filter((id) => known.has(id))) : null;
  const scan = await scanUpload({ path: file, dialect, fixes, model, sampler, paidAmong });
  const judged = judge({
    ...{
      lines: scan.lines,
      groups: scan.groups,
      troubles: scan.troubles,
      broken: scan.broken,
      bytes: scan.bytes,
    },
    ...{ fixes, measured, counted: options.counted ?? null, canary: options.canary ?? null },
    provider: {
      ...{ id: provider, label: "Testai", frame: dialect.frame, hasQueue: true },
      limits: { ...TEST_LIMITS, ...options.limits },
    },
    connection: options.connection ?? {},
    running: options.running ?? [],
    supportOf: options.supportOf ?? (() => ({ supported: "yes", features: YES, statement: null })),
    modelOf: options.modelOf ?? (() => ({ contextWindow: 128_000, maxOutput: 16_384 })),
    history: options.history ?? null,
    rates: options.rates ?? TEST_RATES,
  });
  return { report: judged.report, scan, judged };
}

export function findingIn({ findings }: Pick<PreflightReport, "findings">, code: string): Finding {
  const found = findings.find((finding) => finding.code === code);
  if (!found) throw new Error(`no ${code} among ${findings.map((finding) => finding.code).join(", ")}`);
  return found;
}

type Line = { id?: string | null; model?: string; path?: string; text?: string; body?: object };

/** One line in the wrapped form of the test dialect. */
export function line({
  id = "a",
  model = "gpt-4.1",
  path = "/v1/chat/completions",
  text = "Hello",
  body = {},
}: Line = {}): string {
  return JSON.stringify({
    ...(id !== null && { custom_id: id }),
    method: "POST",
    url: path,
    body: { model, max_tokens: 100, messages: [{ role: "user", content: text }], ...body },
  });
}

export const file = (...lines: string[]) => `${lines.join("\n")}\n`;
export const many = (count: number, of: (n: number) => string) =>
  file(...Array.from({ length: count }, (_, n) => of(n + 1)));
export const supportNo = (group: Group) => ({
  supported: "no" as const,
  features: YES,
  statement: null,
  group,
});
