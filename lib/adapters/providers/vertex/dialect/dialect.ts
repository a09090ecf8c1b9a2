import { isRecord } from "@/lib/core/json";
import type { LineDialect } from "@/lib/core/provider";
import { jsonLine } from "@/lib/platform/http/json-line";
import { answerText } from "./answer-text";
import { limitOutput } from "./body";
import { ID_COLUMN } from "./names";
import { readResult } from "./outcome";
import { readLine } from "./read-line";

/**
 * Lines are always written anew, in one fixed order: the id, then the request, and in it the labels before all else.
 * So the id can be moved to where the connection wants it, a label or a column, without parsing a line again
 * (stores/outgoing.ts). The file on disk is therefore not byte for byte what is sent.
 */
export const dialect: LineDialect = {
  frame: { head: "", between: "\n", tail: "\n" },
  read: readLine,
  idKey: null,
  write: ({ body }, id) => jsonLine({ [ID_COLUMN]: id, request: labelsFirst(body) }),
  limitOutput,
  readResult,
  answerText,
};

function labelsFirst(body: Record<string, unknown>): Record<string, unknown> {
  const { labels, ...rest } = body;
  return isRecord(labels) && Object.keys(labels).length > 0 ? { labels, ...rest } : rest;
}
