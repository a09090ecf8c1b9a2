import type { FailureCode } from "../model/refusals";

const SIGNATURES: { bytes: number[]; code: FailureCode }[] = [
  { bytes: [0x50, 0x41, 0x52, 0x31], code: "parquet" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], code: "compressed" }, // zstd
  { bytes: [0x42, 0x5a, 0x68], code: "compressed" }, // bzip2
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], code: "compressed" }, // xz
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], code: "compressed" }, // 7z
  { bytes: [0x52, 0x61, 0x72, 0x21], code: "compressed" }, // rar
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], code: "binary" }, // old Office files
  { bytes: [0x25, 0x50, 0x44, 0x46], code: "binary" }, // PDF
  { bytes: [0x89, 0x50, 0x4e, 0x47], code: "binary" }, // PNG
  { bytes: [0x7f, 0x45, 0x4c, 0x46], code: "binary" }, // a program
];

export const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b;

/** What the first bytes say the file is, when it is nothing we read. A name never decides. */
export function foreign(head: Buffer): FailureCode | null {
  const begins = (bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  if (begins([0x50, 0x4b, 0x03, 0x04]) || begins([0x50, 0x4b, 0x05, 0x06]))
    return /xl\/|\[Content_Types\]\.xml/.test(head.toString("latin1")) ? "xlsx" : "zip";
  const known = SIGNATURES.find(({ bytes }) => begins(bytes));
  if (known) return known.code;
  if (isGzip(head)) return "compressed"; // gzip inside gzip
  if (begins([0xff, 0xfe]) || begins([0xfe, 0xff])) return "utf-16";
  return mostlyZero(head);
}

/** Latin text as UTF-16 has a zero in every second byte; anything else with that many is no text. */
function mostlyZero(head: Buffer): FailureCode | null {
  let even = 0;
  let odd = 0;
  const length = Math.min(head.length, 4096);
  for (let at = 0; at < length; at += 1) {
    if (head[at] !== 0) continue;
    if (at % 2) odd += 1;
    else even += 1;
  }
  if (even + odd < length * 0.3) return null;
  return Math.max(even, odd) > 8 * Math.min(even, odd) ? "utf-16" : "binary";
}
