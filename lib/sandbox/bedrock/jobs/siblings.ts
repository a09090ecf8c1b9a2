import { isRecord } from "@/lib/sandbox/platform/settings";

const blocks = [
  "cachePoint",
  "document",
  "guardContent",
  "image",
  "reasoningContent",
  "toolResult",
  "toolUse",
];

/** In the results of a Converse job, a block names every kind that it might have been, as null. */
export function withNullSiblings(body: Record<string, unknown>): Record<string, unknown> {
  const output = isRecord(body.output) ? body.output : {};
  const message = isRecord(output.message) ? output.message : {};
  const content = Array.isArray(message.content) ? message.content : [];
  const nulls = Object.fromEntries(blocks.map((name) => [name, null]));
  return {
    ...body,
    output: { ...output, message: { ...message, content: content.map((block) => ({ ...nulls, ...block })) } },
    trace: null,
  };
}
