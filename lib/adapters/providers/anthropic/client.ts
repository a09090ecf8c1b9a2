import Anthropic from "@anthropic-ai/sdk";
import type { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { OpenConnection } from "@/lib/core/provider";
import { appErrorOf, failureOf, type Words } from "@/lib/platform/http/failure";
import { STRICT_FETCH } from "@/lib/platform/http/request-options";
import { PERMISSIONS } from "./rights";
import { baseUrlOf, HOME } from "./settings";

export type AnthropicClient = {
  sdk: Anthropic;
  /** Null without an admin key. */
  admin: Anthropic | null;
  address: string;
};

const SECOND = 1000;
/** How long each kind of call may take. */
export const PATIENCE = { read: 60 * SECOND, open: 120 * SECOND, create: 1800 * SECOND, run: 900 * SECOND };

export const BATCHES = "/v1/messages/batches";

export function createClient({ credentials, settings }: OpenConnection): AnthropicClient {
  const address = settings.baseUrl ? baseUrlOf(settings.baseUrl) : HOME;
  const { apiKey, adminKey } = credentials;
  if (!apiKey || !address)
    throw new AppError(
      "provider_refused",
      "This connection has no usable key or address. Correct it in Settings.",
    );
  const open = (key: string) =>
    new Anthropic({
      apiKey: key,
      baseURL: address,
      // Everything that is set here would otherwise be taken from the environment.
      webhookKey: null,
      defaultHeaders: { Authorization: `Bearer ${key}` },
      maxRetries: 0,
      timeout: PATIENCE.read,
      // Both would write requests and answers.
      logLevel: "off",
      openTelemetry: false,
      fetchOptions: STRICT_FETCH,
    });
  return { sdk: open(apiKey), admin: adminKey ? open(adminKey) : null, address };
}

/** What is asked of whom, for the words of an error. */
export const wordsOf = (client: AnthropicClient, what: string, permission = PERMISSIONS.batches): Words => ({
  provider: "Anthropic",
  address: client.address,
  permission,
  what,
});

/** Runs a call that changes nothing, and throws what a person can act on. */
export async function reading<T>(words: Words, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : appErrorOf(failureOf(thrown), words);
  }
}

/** What is read of an answer. A server that forgets to call it JSON is understood all the same. */
export function parseAnswer<T>(shape: z.ZodType<T>, answer: unknown): T {
  const parsed = shape.safeParse(typeof answer === "string" ? fromText(answer) : answer);
  if (parsed.success) return parsed.data;
  throw new AppError("provider_busy", "Anthropic answered with something that is not what it should be.");
}

function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A part of a path. The id comes from our own rows, and still must not lead anywhere else. */
export const pathOf = (id: string, ...rest: string[]): string =>
  [BATCHES, encodeURIComponent(id), ...rest].join("/");
