import type { LineDialect, LineFacts, LineProblem } from "@/lib/core/provider";
import type { Feature } from "@/lib/core/values";

// Small dialects for tests of what every provider has in common: OpenAI's shape, Anthropic's frame, Bedrock's ids.

type Body = Record<string, unknown>;
type Message = { role: string; content: string };

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
const problem = (code: string, message: string): LineProblem => ({ code, at: null, message, mend: null });

function messagesOf(body: Body): Message[] {
  return Array.isArray(body.messages) ? (body.messages as Message[]) : [];
}

function textsOf(body: Body): string[] {
  const texts = messagesOf(body).map(({ content }) => content);
  return typeof body.input === "string" ? [...texts, body.input] : texts;
}

function problemsOf(body: Body): LineProblem[] {
  const problems: LineProblem[] = [];
  if (body.stream === true)
    problems.push({
      ...problem("streaming", "A batch does not stream."),
      at: "stream",
      mend: { kind: "remove", at: "stream" },
    });
  if (body.needs_limit === true && body.max_tokens === undefined)
    problems.push({
      ...problem("limit-missing", "An output limit is needed."),
      at: "max_tokens",
      mend: { kind: "limit-output", tokens: 4096 },
    });
  if (body.forbidden !== undefined)
    problems.push({ ...problem("forbidden", "This cannot be batched."), at: "forbidden" });
  return problems;
}

function factsOf(given: {
  form: LineFacts["form"];
  customId: string | null;
  path: string;
  body: Body;
}): LineFacts {
  const { form, customId, path, body } = given;
  const features: Feature[] = [];
  if (body.tools !== undefined) features.push("tools");
  if (body.stream === true) features.push("streaming");
  return {
    form,
    customId,
    path,
    body,
    model: textOf(body.model),
    maxOutput: typeof body.max_tokens === "number" ? body.max_tokens : null,
    inputCharacters: textsOf(body).reduce((sum, text) => sum + text.length, 0),
    features,
    problems: problemsOf(body),
  };
}

const shared: Pick<LineDialect, "limitOutput" | "texts" | "around" | "readResult"> = {
  limitOutput: (body, _path, tokens) => ({
    ...body,
    max_tokens: typeof body.max_tokens === "number" ? Math.min(body.max_tokens, tokens) : tokens,
  }),
  texts: textsOf,
  around: (body) => 3 + 4 * messagesOf(body).length,
  readResult: () => ({
    ...{ id: null, status: "failed", code: "test", message: null, remedy: null, usage: null },
    ...{ model: null, tier: null, response: null, error: null },
  }),
};

const escaped = (text: string) =>
  text.replace(/[\u2028\u2029\u0085]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** One JSON line a request: `{custom_id, method, url, body}`, or a bare body. */
export const linesDialect: LineDialect = {
  ...shared,
  frame: { head: "", between: "\n", tail: "\n" },
  idKey: "custom_id",
  read(line) {
    if (!isObject(line)) return problem("not-an-object", "The line is JSON, but not an object.");
    if (isObject(line.body)) {
      const path = textOf(line.url) ?? "/v1/chat/completions";
      const isOwn = textOf(line.custom_id) !== null && textOf(line.url) !== null;
      return factsOf({
        form: isOwn ? "wrapped" : "bare",
        customId: textOf(line.custom_id),
        path,
        body: line.body,
      });
    }
    if (!Array.isArray(line.messages) && line.input === undefined)
      return problem("body-missing", "The line has no `body`.");
    const path = line.messages === undefined ? "/v1/embeddings" : "/v1/chat/completions";
    return factsOf({ form: "bare", customId: null, path, body: line });
  },
  write: ({ body, path }, id) => escaped(JSON.stringify({ custom_id: id, method: "POST", url: path, body })),
};

/** One JSON document around all requests. */
export const documentDialect: LineDialect = {
  ...shared,
  frame: { head: '{"requests":[', between: ",", tail: "]}" },
  idKey: "custom_id",
  read(line) {
    if (!isObject(line)) return problem("not-an-object", "The line is JSON, but not an object.");
    const isOwn = isObject(line.params);
    const body = isObject(line.params) ? line.params : line;
    const customId = isOwn ? textOf(line.custom_id) : null;
    return factsOf({ form: isOwn ? "wrapped" : "bare", customId, path: "/v1/messages", body });
  },
  write: ({ body }, id) => escaped(JSON.stringify({ custom_id: id, params: body })),
};

/** Lines name no model: the batch does. */
export const recordsDialect: LineDialect = {
  ...shared,
  frame: { head: "", between: "\n", tail: "\n" },
  idKey: "recordId",
  read(line) {
    if (!isObject(line)) return problem("not-an-object", "The line is JSON, but not an object.");
    const isOwn = isObject(line.modelInput);
    const body = isObject(line.modelInput) ? line.modelInput : line;
    const customId = isOwn ? textOf(line.recordId) : null;
    const facts = factsOf({
      form: customId === null ? "bare" : "wrapped",
      customId,
      path: "InvokeModel",
      body,
    });
    return { ...facts, model: null };
  },
  write: ({ body }, id) => escaped(JSON.stringify({ recordId: id, modelInput: body })),
};
