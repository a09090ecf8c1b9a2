import { matchesModel } from "@/lib/stages/prices/model/tier-rates";

/** The public encodings that are counted with. */
export const ENCODINGS = ["o200k_base", "cl100k_base"] as const;
export type Encoding = (typeof ENCODINGS)[number];

// The first that names the model. OpenAI's families as the tokenizer's own tables have them.
const OPENAI: [Encoding, string[]][] = [
  [
    "o200k_base",
    [
      "gpt-4o*",
      "chatgpt-4o*",
      "gpt-4.1*",
      "gpt-4.5*",
      "gpt-5*",
      "gpt-6*",
      "o1*",
      "o3*",
      "o4*",
      "codex*",
      "gpt-oss*",
    ],
  ],
  ["cl100k_base", ["gpt-4*", "gpt-3.5*", "text-embedding-3*", "text-embedding-ada-002*"]],
];

/** Null: the vendor's tokenizer is not public, or the model is not known. */
export function encodingOf(provider: string, model: string | null): Encoding | null {
  if (provider !== "openai" || model === null) return null;
  const word = model.trim().toLowerCase().replace(/^ft:/, "");
  return OPENAI.find(([, names]) => names.some((name) => matchesModel(name, word)))?.[0] ?? null;
}

/** Characters of Latin text in one token, as the vendor says, and how far that may be off. */
export type Ratio = { expected: number; low: number; high: number; words: string };

const ratio = (expected: number, low: number, high: number): Ratio => ({
  ...{ expected, low, high },
  words: `about ${expected} characters a token`,
});

/** Chinese, Japanese, Korean and the like take nearly a token a sign, whoever's tokenizer it is. */
export const WIDE_RATIO = 1.3;

// Anthropic's glossary says 3.5, Google's token guide 4, Amazon's guide to Nova 4.7.
export function ratioOf(provider: string, model: string | null): Ratio {
  const word = model?.toLowerCase() ?? "";
  if (provider === "anthropic" || word.includes("claude")) return ratio(3.5, 2.8, 4.2);
  if (provider === "vertex" || word.includes("gemini")) return ratio(4, 3.2, 4.8);
  if (word.includes("nova") || word.includes("titan")) return ratio(4.7, 3.6, 5.6);
  return ratio(4, 3, 5);
}

/** Whether a sign is one of those that take a token nearly each. */
export const isWide = (code: number) =>
  (code >= 0x2e80 && code <= 0x9fff) ||
  (code >= 0xac00 && code <= 0xd7af) ||
  (code >= 0xf900 && code <= 0xfaff);
