import { isRecord, textOf } from "@/lib/core/json";
import type { LineFacts, LineProblem } from "@/lib/core/provider";
import { featuresOf, inputCharacters, maxOutputOf, problemsOf } from "./body";
import { pathOfBody, tidyPath } from "./paths";

const unreadable = (code: string, message: string): LineProblem => ({ code, at: null, message, mend: null });

/** A line of an upload: OpenAI's own, or a sync body. */
export function readLine(line: unknown): LineFacts | LineProblem {
  if (!isRecord(line)) return unreadable("not-an-object", "The line is JSON, but not an object.");
  if (isRecord(line.params) && line.body === undefined)
    return unreadable("other-provider", "The line is in the form of Anthropic's batches.");
  if (isRecord(line.body) && (line.custom_id !== undefined || line.url !== undefined))
    return readWrapped(line, line.body);
  if (line.url !== undefined || (line.custom_id !== undefined && line.model === undefined))
    return unreadable("body-missing", "The line has no `body`.");
  const path = pathOfBody(line);
  if (path === null)
    return unreadable(
      "path-unclear",
      "The body fits more than one path, or none. Write the line with `url` and `body`.",
    );
  return factsOf({ form: "bare", customId: textOf(line.custom_id), path, body: line });
}

const OWN = new Set(["custom_id", "method", "url", "body"]);

function readWrapped(line: Record<string, unknown>, body: Record<string, unknown>): LineFacts | LineProblem {
  const url = textOf(line.url);
  const path = url === null ? pathOfBody(body) : tidyPath(url);
  if (path === null)
    return unreadable("path-unclear", "The line names no `url`, and its body fits more than one.");
  const method = line.method;
  if (method != null && (typeof method !== "string" || method.toUpperCase() !== "POST"))
    return unreadable("method", "The `method` must be POST.");
  // What is not exactly the provider's own line is written anew, as a bare body would be.
  const isOwn =
    method === "POST" &&
    path === url &&
    textOf(line.custom_id) !== null &&
    Object.keys(line).every((key) => OWN.has(key));
  return factsOf({ form: isOwn ? "wrapped" : "bare", customId: idOf(line.custom_id), path, body });
}

function factsOf(read: Pick<LineFacts, "form" | "customId" | "path" | "body">): LineFacts {
  const { form, customId, path, body } = read;
  // Written out: an object that is spread together costs ten times as much, and there are 50,000.
  return {
    form,
    customId,
    path,
    body,
    model: textOf(body.model),
    maxOutput: maxOutputOf(body, path),
    inputCharacters: inputCharacters(body, path),
    features: featuresOf(body, path),
    problems: problemsOf(body, path),
  };
}

const idOf = (id: unknown) => (typeof id === "number" ? String(id) : textOf(id));
