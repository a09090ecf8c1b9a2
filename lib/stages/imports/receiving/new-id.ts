import { randomBytes } from "node:crypto";

let last = 0;

/**
 * Ids that sort as files were received: of two identical files the earlier keeps its rows, also when both came within one
 * millisecond.
 */
export function newId(now: Date): string {
  last = (last + 1) % 36 ** 4;
  const time = now.getTime().toString(36).padStart(9, "0");
  return `${time}${last.toString(36).padStart(4, "0")}${randomBytes(8).toString("hex")}`;
}
