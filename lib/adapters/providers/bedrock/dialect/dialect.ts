import type { LineDialect } from "@/lib/core/provider";
import { jsonLine } from "@/lib/platform/http/json-line";
import { limitOutput } from "./body";
import { familyOf } from "./family";
import { readResult } from "./outcome";
import { readLine } from "./read-line";

export const dialect: LineDialect = {
  frame: { head: "", between: "\n", tail: "\n" },
  read: readLine,
  idKey: "recordId",
  write: ({ body }, id) => jsonLine({ recordId: id, modelInput: body }),
  limitOutput: (body, _path, tokens) => limitOutput(body, familyOf(body) ?? "other", tokens),
  readResult,
};
