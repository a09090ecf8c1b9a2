import type { Submission, Submitted } from "@/lib/core/provider";
import { type Failure, failureOf, isForNow, statusWords, type Words } from "@/lib/platform/http/failure";
import { fileBody } from "@/lib/platform/http/file-body";
import { afterCreate } from "../after-create";
import { WireBatch, WireError } from "./api";
import { type AnthropicClient, BATCHES, PATIENCE, parseAnswer, wordsOf } from "./client";
import { remoteBatch } from "./map";

/** One call with all requests in it, which are framed already: the file goes out as it is, read while it is sent. */
export async function submit(
  client: AnthropicClient,
  { file }: Submission,
  signal: AbortSignal,
): Promise<Submitted> {
  const blob = await fileBody(file.path, "application/json");
  if (!blob)
    return {
      kind: "refused",
      code: "file_missing",
      message: "The prepared file is gone from the file store.",
    };
  try {
    const answer = await client.sdk.post<unknown>(BATCHES, {
      body: blob,
      headers: { "content-type": "application/json" },
      maxRetries: 0,
      timeout: PATIENCE.create,
      signal,
    });
    return { kind: "accepted", batch: remoteBatch(parseAnswer(WireBatch, answer)) };
  } catch (thrown) {
    const words = wordsOf(client, "The address for batches");
    return afterCreate(failureOf(thrown), words, (failure) => afterStatus(failure, words));
  }
}

/** Codes that the vendor gives so that nobody reads its sentences. */
const CURABLE: Record<string, string> = {
  enforced_spend_limit_reached: "The workspace has reached its spend limit. Raise it; the batch then starts.",
  organization_on_hold: "The organization is on hold at Anthropic. Clear it there; the batch then starts.",
  cmek_key_disabled: "The organization's encryption key is disabled. Enable it; the batch then starts.",
  billing_error: "Anthropic has a problem with the account's billing. Solve it there; the batch then starts.",
};

function afterStatus(
  { status, retryAfterSeconds, body }: Failure & { kind: "status" },
  words: Words,
): Submitted {
  const message = statusWords(status, words);
  const { error } = WireError.catch({ error: null }).parse(body ?? {});
  const code = error?.details?.error_code ?? error?.type ?? `http_${status}`;
  const cure = CURABLE[code];
  if (cure) return { kind: "later", message: cure, retryAfterSeconds };
  // Overloaded is said at the door, before anything was taken; other errors of the server may come after.
  if (status === 529 && code === "overloaded_error") return { kind: "later", message, retryAfterSeconds };
  if (status >= 500) return { kind: "unknown", message };
  if (isForNow(status) || status === 401 || status === 403)
    return { kind: "later", message, retryAfterSeconds };
  return {
    kind: "refused",
    code: code.replace(/[^\w.-]/g, "").slice(0, 80) || "refused",
    message: refusedWords(message, error?.message ?? ""),
  };
}

/** The place that a complaint is about, `requests.0.custom_id`, is ours to repeat; the sentence may quote a prompt. */
function refusedWords(message: string, said: string): string {
  const place = /^(requests(?:\.\w{1,60}){0,6}):/.exec(said)?.[1];
  return place ? message.replace(/\.$/, `: ${place}.`) : message;
}
