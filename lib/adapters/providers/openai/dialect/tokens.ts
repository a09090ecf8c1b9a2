import { isRecord } from "@/lib/core/json";
import { promptTexts } from "@/lib/core/prompt-characters";

type Body = Record<string, unknown>;

/** Around a message stand three signs and its role, and three more begin the answer (OpenAI's cookbook on tokens). */
const AROUND_MESSAGE = 4;
const AROUND_ANSWER = 3;
const TALKS = new Set(["/v1/chat/completions", "/v1/responses"]);

/** What OpenAI's public tokenizers count. Tools are counted as the JSON that they are: what stands around them is not told. */
export function texts(body: Body, path: string): string[] {
  const found = path === "/v1/chat/completions" ? promptTexts(body.messages) : [];
  if (path === "/v1/responses") promptTexts([body.instructions, body.input, body.prompt], found);
  else if (path !== "/v1/chat/completions") promptTexts([body.input, body.prompt], found);
  for (const schema of [body.tools, body.functions, body.response_format, formatOf(body)])
    if (typeof schema === "object" && schema !== null) found.push(JSON.stringify(schema));
  return found;
}

export function around(body: Body, path: string): number {
  if (!TALKS.has(path)) return 0;
  const messages = path === "/v1/responses" ? body.input : body.messages;
  const count = Array.isArray(messages) ? messages.length : 1;
  const instructions = path === "/v1/responses" && body.instructions != null ? 1 : 0;
  return AROUND_ANSWER + AROUND_MESSAGE * (count + instructions);
}

const formatOf = (body: Body) => (isRecord(body.text) ? body.text.format : null);
