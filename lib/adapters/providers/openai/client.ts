import OpenAI from "openai";
import type { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { isRecord, recordOf, textOf } from "@/lib/core/json";
import type { OpenConnection } from "@/lib/core/provider";
import { appErrorOf, type Failure, failureOf, type Words } from "@/lib/platform/http/failure";
import { STRICT_FETCH } from "@/lib/platform/http/request-options";
import { SCOPES } from "./rights";
import { baseUrlOf, HOME } from "./settings";

export type OpenaiClient = {
  sdk: OpenAI;
  /** Null without an admin key. */
  admin: OpenAI | null;
  address: string;
  webhookSecret: string | null;
};

const SECOND = 1000;
/** How long each kind of call may take. An upload and a single request have their own. */
export const PATIENCE = { read: 60 * SECOND, create: 120 * SECOND, upload: 1800 * SECOND, run: 900 * SECOND };

export function createClient({ credentials, settings }: OpenConnection): OpenaiClient {
  const address = settings.baseUrl ? baseUrlOf(settings.baseUrl) : HOME;
  const { apiKey, adminKey, webhookSecret } = credentials;
  if (!apiKey || !address)
    throw new AppError(
      "provider_refused",
      "This connection has no usable key or address. Correct it in Settings.",
    );
  const open = (key: string) =>
    new OpenAI({
      apiKey: key,
      baseURL: address,
      // Everything that is set here would otherwise be taken from the environment.
      adminAPIKey: null,
      organization: settings.organization || null,
      project: settings.project || null,
      webhookSecret: null,
      defaultHeaders: { Authorization: `Bearer ${key}` },
      maxRetries: 0,
      timeout: PATIENCE.read,
      // It would write requests and answers.
      logLevel: "off",
      fetchOptions: STRICT_FETCH,
    });
  return {
    sdk: open(apiKey),
    admin: adminKey ? open(adminKey) : null,
    address,
    webhookSecret: webhookSecret || null,
  };
}

/** What is asked of whom, for the words of an error. */
export const wordsOf = (client: OpenaiClient, what: string, permission = SCOPES.batches): Words => ({
  provider: "OpenAI",
  address: client.address,
  permission,
  what,
});

/** Runs a call that changes nothing, and throws what a person can act on. */
export async function reading<T>(words: Words, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : readingError(thrown, words);
  }
}

export function readingError(thrown: unknown, words: Words): AppError {
  const { failure, permission } = tellScopes(failureOf(thrown));
  return appErrorOf(failure, permission === null ? words : { ...words, permission });
}

/** A key that lacks a right is told so with 401, with the names of what it lacks. Nothing else is taken out of the text. */
export function tellScopes(failure: Failure): { failure: Failure; permission: string | null } {
  if (failure.kind !== "status" || (failure.status !== 401 && failure.status !== 403))
    return { failure, permission: null };
  const said = textOf(recordOf(failure.body)?.message) ?? "";
  const scopes = /missing scopes?: ((?:[a-z_]+(?:\.[a-z_]+)+(?:, )?)+)/i.exec(said)?.[1];
  return scopes
    ? { failure: { ...failure, status: 403 }, permission: scopes.trim() }
    : { failure, permission: null };
}

/** What is read of an answer. A server that forgets to call it JSON is understood all the same. */
export function parseAnswer<T>(shape: z.ZodType<T>, answer: unknown): T {
  const parsed = shape.safeParse(typeof answer === "string" ? fromText(answer) : answer);
  if (parsed.success) return parsed.data;
  throw new AppError("provider_busy", "OpenAI answered with something that is not what it should be.");
}

function fromText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
