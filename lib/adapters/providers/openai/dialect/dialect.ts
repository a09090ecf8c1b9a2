import type { LineDialect } from "@/lib/core/provider";
import { jsonLine } from "@/lib/platform/http/json-line";
import { answerText } from "./answer-text";
import { limitOutput } from "./body";
import { readResult } from "./outcome";
import { readLine } from "./read-line";
import { around, texts } from "./tokens";

export const dialect: LineDialect = {
  frame: { head: "", between: "\n", tail: "\n" },
  read: readLine,
  idKey: "custom_id",
  write: ({ body, path }, id) => jsonLine({ custom_id: id, method: "POST", url: path, body }),
  limitOutput,
  texts,
  around,
  readResult,
  answerText,
};
