import { isRecord, textOf } from "@/lib/core/json";
import type { LineFacts, LineProblem } from "@/lib/core/provider";
import { featuresOf, inputCharacters, maxOutputOf, problemsOf } from "./body";
import { type Family, familyOf, pathOf } from "./family";

type Body = Record<string, unknown>;
const unreadable = (code: string, message: string): LineProblem => ({ code, at: null, message, mend: null });

/** A line of an upload: a record of Bedrock's, or the body of a single call. */
export function readLine(line: unknown): LineFacts | LineProblem {
  if (!isRecord(line)) return unreadable("not-an-object", "The line is JSON, but not an object.");
  if (isRecord(line.modelInput)) return readRecord(line, line.modelInput);
  const stranger = strangerOf(line);
  if (stranger) return unreadable("other-provider", `The line is in the form of ${stranger}'s batches.`);
  if (line.recordId !== undefined || line.modelInput !== undefined)
    return unreadable("input-missing", "The line has no object as its `modelInput`.");
  const family = familyOf(line);
  if (family === null)
    return unreadable(
      "body-unclear",
      "The line is no body that we know of a model at Bedrock. Write it with `recordId` and `modelInput`.",
    );
  return factsOf({ form: "bare", customId: null, body: line, family });
}

function readRecord(line: Body, body: Body): LineFacts {
  // What is not exactly the provider's own line is written anew, as a bare body would be.
  const isOwn = textOf(line.recordId) !== null && Object.keys(line).length === 2;
  return factsOf({
    form: isOwn ? "wrapped" : "bare",
    customId: idOf(line.recordId),
    body,
    family: familyOf(body) ?? "other",
  });
}

function strangerOf(line: Body): string | null {
  if (isRecord(line.params) && line.custom_id !== undefined) return "Anthropic";
  if (isRecord(line.request)) return "Vertex";
  return isRecord(line.body) || (line.custom_id !== undefined && line.url !== undefined) ? "OpenAI" : null;
}

type Read = Pick<LineFacts, "form" | "customId" | "body"> & { family: Family };

function factsOf({ form, customId, body, family }: Read): LineFacts {
  return {
    form,
    customId,
    // The job names the model, and all of its records are for that one.
    model: null,
    path: pathOf(family),
    body,
    maxOutput: maxOutputOf(body, family),
    inputCharacters: inputCharacters(body),
    features: featuresOf(body),
    problems: problemsOf(body, family),
  };
}

const idOf = (id: unknown) => (typeof id === "number" ? String(id) : textOf(id));
