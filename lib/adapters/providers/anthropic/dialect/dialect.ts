import type { LineDialect } from "@/lib/core/provider";
import { jsonLine } from "@/lib/platform/http/json-line";
import { answerText } from "./answer-text";
import { limitOutput } from "./body";
import { readResult } from "./outcome";
import { readLine } from "./read-line";

export const dialect: LineDialect = {
  // One JSON document: its size is what counts against the limit of a batch.
  frame: { head: '{"requests":[', between: ",", tail: "]}" },
  read: readLine,
  idKey: "custom_id",
  write: ({ body }, id) => jsonLine({ custom_id: id, params: body }),
  limitOutput,
  readResult,
  answerText,
};
