const decoder = new TextDecoder();

/** JSON in one line that no reader cuts: some take U+2028, U+2029 and U+0085 for line ends, and JSON.stringify leaves them. */
export function jsonLine(value: unknown): string {
  return escapeLineBreaks(JSON.stringify(value));
}

/** The same for JSON text that is there already. */
export function escapeLineBreaks(json: string): string {
  return json.replace(/[\u0085\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Undefined when the bytes are no JSON. */
export function parseBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}
