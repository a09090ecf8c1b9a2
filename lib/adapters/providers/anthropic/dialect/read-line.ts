import { isRecord, textOf } from "@/lib/core/json";
import type { LineFacts, LineProblem } from "@/lib/core/provider";
import { featuresOf, inputCharacters, maxOutputOf, problemsOf } from "./body";

export const PATH = "/v1/messages";

const unreadable = (code: string, message: string): LineProblem => ({ code, at: null, message, mend: null });

/** A line of an upload: Anthropic's own, or the body of a message. */
export function readLine(line: unknown): LineFacts | LineProblem {
  if (!isRecord(line)) return unreadable("not-an-object", "The line is JSON, but not an object.");
  if (isRecord(line.params)) {
    // What is not exactly the provider's own line is written anew, as a bare body would be.
    const isOwn = textOf(line.custom_id) !== null && Object.keys(line).length === 2;
    return factsOf({ form: isOwn ? "wrapped" : "bare", customId: idOf(line.custom_id), body: line.params });
  }
  if (isRecord(line.body) && (line.custom_id !== undefined || line.url !== undefined))
    return readEnvelope(line, line.body);
  if (line.messages !== undefined || line.model !== undefined)
    return factsOf({ form: "bare", customId: null, body: line });
  if (line.custom_id !== undefined) return unreadable("params-missing", "The line has no `params`.");
  return unreadable("not-a-message", "The line is neither a request of Anthropic's batches nor a message.");
}

/** The envelope of another vendor around a message is taken; around anything else it is the wrong file. */
function readEnvelope(line: Record<string, unknown>, body: Record<string, unknown>): LineFacts | LineProblem {
  const url = textOf(line.url);
  if (url === null || url.replace(/\/+$/, "").endsWith(PATH))
    return factsOf({ form: "bare", customId: idOf(line.custom_id), body });
  return unreadable("other-provider", "The line is in the form of OpenAI's batches.");
}

function factsOf(read: Pick<LineFacts, "form" | "customId" | "body">): LineFacts {
  const { form, customId, body } = read;
  // Written out: an object that is spread together costs ten times as much, and there are 100,000.
  return {
    form,
    customId,
    body,
    path: PATH,
    model: textOf(body.model),
    maxOutput: maxOutputOf(body),
    inputCharacters: inputCharacters(body),
    features: featuresOf(body),
    problems: problemsOf(body),
  };
}

const idOf = (id: unknown) => (typeof id === "number" ? String(id) : textOf(id));
