import { isRecord, textOf } from "@/lib/core/json";
import type { LineFacts, LineProblem } from "@/lib/core/provider";
import { featuresOf, inputCharacters, maxOutputOf } from "./body";
import { PATH, viewOf } from "./names";
import { problemsOf } from "./problems";

const unreadable = (code: string, message: string): LineProblem => ({ code, at: null, message, mend: null });

/** A line of an upload: `{"request":{…}}`, also with our or the Developer API's id beside it, or a bare request. */
export function readLine(line: unknown): LineFacts | LineProblem {
  if (!isRecord(line)) return unreadable("not-an-object", "The line is JSON, but not an object.");
  const isWrapped = line.request !== undefined && line.contents === undefined;
  if (!isWrapped) return factsOf({ form: "bare", customId: null, body: line });
  const request = typeof line.request === "string" ? parsed(line.request) : line.request;
  if (!isRecord(request)) return unreadable("request-unreadable", "The `request` of the line is no object.");
  return factsOf({ form: "wrapped", customId: idOf(line.custom_id) ?? idOf(line.key), body: request });
}

function factsOf(read: Pick<LineFacts, "form" | "customId" | "body">): LineFacts | LineProblem {
  const { body } = read;
  if (isRecord(body.params) || Array.isArray(body.messages) || isRecord(body.body))
    return unreadable("other-provider", "The line is in the form of another provider.");
  if (!Array.isArray(body.contents) || body.contents.length === 0)
    return unreadable("contents-missing", "The request has no `contents`.");
  const view = viewOf(body);
  return {
    ...read,
    model: null,
    path: PATH,
    maxOutput: maxOutputOf(view),
    inputCharacters: inputCharacters(view),
    features: featuresOf(view),
    problems: problemsOf(body, view),
  };
}

/** Tables also hold requests as JSON in a text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const idOf = (id: unknown) => (typeof id === "number" ? String(id) : textOf(id));
