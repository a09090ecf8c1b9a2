import type { OpenaiSettings } from "@/lib/sandbox/platform/settings";
import type { Tokens } from "@/lib/sandbox/work/tokens";

export type Question = {
  endpoint: string;
  body: Record<string, unknown>;
  /** Decides everything that would be the model's choice. */
  key: string;
  at: number;
  tier: string;
  /** Put behind the text of the answer. */
  extra: string;
  settings: OpenaiSettings;
};

export type Answer = { status: number; body: Record<string, unknown>; tokens: Tokens };

/** What an answer is made of, whatever its shape. */
export type Material = { question: Question; model: string; text: string; tokens: Tokens; isCut: boolean };
