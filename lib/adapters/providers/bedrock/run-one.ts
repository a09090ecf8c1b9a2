import { InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { countOf, recordOf } from "@/lib/core/json";
import type { ItemOutcome, SingleRequest, Usage } from "@/lib/core/provider";
import { parseBytes } from "@/lib/platform/http/json-line";
import type { Aws } from "./client";
import { answerOutcome, errorOutcome } from "./dialect/outcome";
import { verdictOf } from "./dialect/words";
import { type AwsFailure, awsError, awsFailure, wordsOf } from "./failure";

type Run = { request: SingleRequest; lane: "sync" | "flex"; signal: AbortSignal };

/** One request at the sync price. What may have been worked is an outcome, so that nobody sends it again unaware. */
export async function runOne(aws: Aws, { request, lane, signal }: Run): Promise<ItemOutcome> {
  const { id } = request;
  const headers: Record<string, string> = {};
  try {
    const command = commandFor(request, lane, headers);
    const { body } = await aws.runtime.send(command, { abortSignal: signal });
    return answerOutcome({
      id,
      answer: recordOf(parseBytes(body)),
      told: toldByHeaders(headers),
      tier: headers["x-amzn-bedrock-service-tier"] ?? null,
    });
  } catch (thrown) {
    const told = awsFailure(thrown);
    if (isSurelyNotWorked(told))
      throw awsError(thrown, wordsOf(aws, "The model", "bedrock:InvokeModel", "runtime"));
    if (told.failure.kind === "status")
      return errorOutcome(id, { errorCode: told.failure.status, errorMessage: told.said });
    return answerLost(id);
  }
}

/**
 * The body goes out as it stands, byte for byte what a batch would work. Converse is called by its path: the SDK's own
 * command for it makes typed values of the body, in which bytes are no longer base64, and drops what it does not know.
 */
function commandFor(request: SingleRequest, lane: "sync" | "flex", headers: Record<string, string>) {
  const isConverse = request.path === "Converse";
  const {
    model: _model,
    modelId: _modelId,
    stream: _stream,
    stream_options: _options,
    ...body
  } = request.body;
  const isFlex = lane === "flex";
  const command = new InvokeModelCommand({
    modelId: request.model ?? "",
    contentType: "application/json",
    accept: "application/json",
    body: JSON.stringify(isFlex && isConverse ? { ...body, serviceTier: { type: "flex" } } : body),
    ...(isFlex && !isConverse && { serviceTier: "flex" }),
  });
  command.middlewareStack.add(
    (next) => (args) => {
      if (isConverse && hasPath(args.request))
        args.request.path = args.request.path.replace(/\/invoke$/, "/converse");
      return next(args);
    },
    // Before it is signed.
    { step: "build", name: "offpeakPath" },
  );
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      Object.assign(headers, recordOf(recordOf(result.response)?.headers));
      return result;
    },
    { step: "deserialize", name: "offpeakHeaders" },
  );
  return command;
}

const hasPath = (request: unknown): request is { path: string } =>
  typeof recordOf(request)?.path === "string";

/** Some models' bodies name no tokens; the headers of a single call do. */
function toldByHeaders(headers: Record<string, string>): Usage | null {
  const count = (name: string) => countOf(Number.parseInt(headers[name] ?? "", 10));
  const freshInput = count("x-amzn-bedrock-input-token-count");
  const output = count("x-amzn-bedrock-output-token-count");
  if (freshInput === null && output === null) return null;
  const none = { cachedInput: null, cacheWrite5m: null, cacheWrite1h: null, cacheWriteOther: null };
  return { freshInput, ...none, output, reasoning: null };
}

function isSurelyNotWorked({ failure }: AwsFailure): boolean {
  if (failure.kind === "unreachable" || failure.kind === "redirected") return true;
  return failure.kind === "status" && [401, 403, 429, 503].includes(failure.status);
}

function answerLost(id: string): ItemOutcome {
  const code = "answer_lost";
  return {
    id,
    status: "failed",
    code,
    ...verdictOf({ status: null, code, said: "" }),
    usage: null,
    model: null,
    tier: null,
    response: null,
    error: null,
  };
}
