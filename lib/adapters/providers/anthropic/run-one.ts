import { AppError } from "@/lib/core/errors";
import type { ItemOutcome, SingleRequest } from "@/lib/core/provider";
import { appErrorOf, type Failure, failureOf } from "@/lib/platform/http/failure";
import { patientFetch } from "@/lib/platform/http/request-options";
import { type AnthropicClient, PATIENCE, wordsOf } from "./client";
import { outcomeOfError, outcomeOfMessage } from "./dialect/outcome";

type Run = { request: SingleRequest; lane: "sync" | "flex"; signal: AbortSignal };

/** One message. What may have been worked is an outcome, so that nobody sends it again unaware. */
export async function runOne(client: AnthropicClient, { request, lane, signal }: Run): Promise<ItemOutcome> {
  if (lane === "flex")
    throw new AppError(
      "provider_refused",
      "Anthropic has no flex lane. Run these requests at the sync price.",
    );
  const { id } = request;
  try {
    // Not by messages.create: it refuses long answers that are not streamed, whatever the time-out.
    const message = await client.sdk.post<unknown>("/v1/messages", {
      body: wholeAnswer(request.body),
      maxRetries: 0,
      timeout: PATIENCE.run,
      signal,
      fetchOptions: patientFetch(),
    });
    return outcomeOfMessage(id, message);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (isSurelyNotWorked(failure)) throw appErrorOf(failure, wordsOf(client, "The path"));
    if (failure.kind === "status") return outcomeOfError(id, failure.body, failure.status);
    return answerLost(id);
  }
}

/** A stream could not be read as one answer. */
function wholeAnswer({ stream: _stream, ...body }: Record<string, unknown>): Record<string, unknown> {
  return body;
}

function isSurelyNotWorked(failure: Failure): boolean {
  if (failure.kind === "unreachable" || failure.kind === "redirected") return true;
  return failure.kind === "status" && [401, 403, 425, 429, 503, 529].includes(failure.status);
}

function answerLost(id: string): ItemOutcome {
  return {
    id,
    status: "failed",
    code: "answer_lost",
    message: "Anthropic's answer was lost. It may have been worked and billed.",
    remedy: "resend",
    usage: null,
    model: null,
    tier: null,
    response: null,
    error: null,
  };
}
