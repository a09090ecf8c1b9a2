import { AppError } from "@/lib/core/errors";
import { recordOf } from "@/lib/core/json";
import type { ItemOutcome, SingleRequest } from "@/lib/core/provider";
import { type Failure, failureOf } from "@/lib/platform/http/failure";
import { patientFetch } from "@/lib/platform/http/request-options";
import { PATIENCE, readingError, sendForJson, type VertexClient, wordsOf } from "./client";
import { answered, failed, reasonOf } from "./dialect/outcome";
import { modelPath } from "./model-path";

type Run = { request: SingleRequest; lane: "sync" | "flex"; signal: AbortSignal };

/** One request at once. What may have been worked is an outcome, so that nobody sends it again unaware. */
export async function runOne(client: VertexClient, { request, lane, signal }: Run): Promise<ItemOutcome> {
  const { id } = request;
  const model = modelPath(request.model);
  if (model === null || lane === "flex") throw new AppError("provider_refused", refusedWords(lane));
  // Before the call itself: trouble with the token is surely no work.
  await client.token();
  try {
    const answer = await sendForJson(client, {
      url: modelUrl(client, model),
      method: "POST",
      json: wholeAnswer(request.body),
      timeout: PATIENCE.run,
      signal,
      options: patientFetch(),
    });
    return answered(id, answer);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (isSurelyNotWorked(failure))
      throw readingError(thrown, wordsOf(client, "The model", "aiplatform.endpoints.predict"));
    if (failure.kind === "status") return refusedOutcome(id, failure);
    return answerLost(id);
  }
}

const refusedWords = (lane: "sync" | "flex") =>
  lane === "flex" ? "Vertex AI has no flex lane here." : "The request names no model of Google's.";

/** Below the project and its location, also for a model whose path begins with the publisher. */
function modelUrl(client: VertexClient, model: string): string {
  const base = model.startsWith("projects/") ? `${client.address}/v1` : client.home;
  return `${base}/${model.split("/").map(encodeURIComponent).join("/")}:generateContent`;
}

/** A stream could not be read as one answer, and the model stands in the address. */
function wholeAnswer(body: Record<string, unknown>): Record<string, unknown> {
  const { stream: _stream, model: _model, ...rest } = body;
  return rest;
}

function isSurelyNotWorked(failure: Failure): boolean {
  if (failure.kind === "unreachable" || failure.kind === "redirected") return true;
  return failure.kind === "status" && [401, 403, 429, 503].includes(failure.status);
}

function refusedOutcome(id: string, { status, body }: Failure & { kind: "status" }): ItemOutcome {
  const error = recordOf(body) ?? {};
  return failed(id, { ...reasonOf({ code: status, ...error }), error: body });
}

function answerLost(id: string): ItemOutcome {
  return {
    id,
    status: "failed",
    code: "answer_lost",
    message: "Vertex AI's answer was lost. It may have been worked and billed.",
    remedy: "resend",
    usage: null,
    model: null,
    tier: null,
    response: null,
    error: null,
  };
}
