import { isRecord } from "@/lib/sandbox/platform/settings";
import { sampleText } from "@/lib/sandbox/work/sample";
import { countTokens, textOf } from "@/lib/sandbox/work/tokens";
import { chatBody } from "./chat";
import { embeddingsBody } from "./embeddings";
import { completionBody, moderationBody } from "./others";
import { promptOf } from "./prompt";
import type { Answer, Material, Question } from "./question";
import { outputLimit, refusalOf, refuseLine } from "./refusals";
import { responseBody } from "./responses";

const bodies: Record<string, (material: Material) => Record<string, unknown>> = {
  "/v1/chat/completions": chatBody,
  "/v1/responses": responseBody,
  "/v1/embeddings": embeddingsBody,
  "/v1/completions": completionBody,
  "/v1/moderations": moderationBody,
};

/** One request's answer, the same on the synchronous endpoint and in a batch. */
export function answerTo(question: Question): Answer {
  const { endpoint, body, key, settings } = question;
  const refused = refusalOf(question);
  if (refused) return refused;
  const build = bodies[endpoint];
  if (!build) return refuseLine(400, { message: `The sandbox does not play ${endpoint}.` });
  const prompt = promptOf(endpoint, body);
  const { isCut, ...tokens } = countTokens({ prompt, limit: outputLimit(body), key, usage: settings.usage });
  const text = (sampleText(formatOf(body), key) ?? textOf(tokens.output, key)) + question.extra;
  if (endpoint === "/v1/embeddings" || endpoint === "/v1/moderations")
    Object.assign(tokens, { cached: 0, cacheWrite: 0, output: 0, reasoning: 0 });
  return { status: 200, body: build({ question, model: String(body.model), text, tokens, isCut }), tokens };
}

/** The JSON schema an answer has to follow, if the body asks for one. */
function formatOf(body: Record<string, unknown>): unknown {
  const chat = isRecord(body.response_format) ? body.response_format : null;
  const text = isRecord(body.text) && isRecord(body.text.format) ? body.text.format : null;
  const inner = chat && isRecord(chat.json_schema) ? chat.json_schema.schema : undefined;
  return inner ?? text?.schema;
}
