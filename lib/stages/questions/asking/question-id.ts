import { randomBytes } from "node:crypto";

/** 120 bits of chance in letters and digits alone, since it stands in an address between dots. */
export function newQuestionId(): string {
  return `q${BigInt(`0x${randomBytes(15).toString("hex")}`).toString(36)}`;
}
