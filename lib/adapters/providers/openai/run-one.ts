import type { ItemOutcome, SingleRequest } from "@/lib/core/provider";
import { type Failure, failureOf } from "@/lib/platform/http/failure";
import { patientFetch } from "@/lib/platform/http/request-options";
import { type OpenaiClient, PATIENCE, readingError, wordsOf } from "./client";
import { outcomeOf } from "./dialect/outcome";
import { SCOPES } from "./rights";

type Run = { request: SingleRequest; lane: "sync" | "flex"; signal: AbortSignal };

/** One request at its own path. What may have been worked is an outcome, so that nobody sends it again unaware. */
export async function runOne(client: OpenaiClient, { request, lane, signal }: Run): Promise<ItemOutcome> {
  const { id, path } = request;
  try {
    const body = await client.sdk.post<unknown>(path.replace(/^\/v1(?=\/)/, ""), {
      body: wholeAnswer(request.body, lane),
      maxRetries: 0,
      timeout: PATIENCE.run,
      signal,
      fetchOptions: patientFetch(),
    });
    return outcomeOf({ id, status: 200, body, error: null });
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (isSurelyNotWorked(failure)) throw readingError(thrown, wordsOf(client, "The path", SCOPES.requests));
    if (failure.kind === "status")
      return outcomeOf({ id, status: failure.status, body: { error: failure.body }, error: null });
    return answerLost(id);
  }
}

/** A stream or work in the background could not be read as one answer; flex is asked for in the body. */
function wholeAnswer(body: Record<string, unknown>, lane: "sync" | "flex"): Record<string, unknown> {
  const { stream: _stream, stream_options: _options, background: _background, ...rest } = body;
  return lane === "flex" ? { ...rest, service_tier: "flex" } : rest;
}

function isSurelyNotWorked(failure: Failure): boolean {
  if (failure.kind === "unreachable" || failure.kind === "redirected") return true;
  return failure.kind === "status" && [401, 403, 425, 429, 503].includes(failure.status);
}

function answerLost(id: string): ItemOutcome {
  return {
    id,
    status: "failed",
    code: "answer_lost",
    message: "OpenAI's answer was lost. It may have been worked and billed.",
    remedy: "resend",
    usage: null,
    model: null,
    tier: null,
    response: null,
    error: null,
  };
}
