const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const COMMA = 0x2c;
const COLON = 0x3a;
const ESCAPED = Buffer.from("\\u00");

/** Bytes of a value, quotes included. */
export type Place = { start: number; end: number };

const isSpace = (byte: number | undefined) =>
  byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/** A name in quotes, and the end of it that is looked for: from its rarest sign on, so that prose is passed over quickly. */
export type Name = { whole: Buffer; before: number; rest: Buffer };

export function nameOf(key: string): Name {
  const whole = Buffer.from(JSON.stringify(key));
  const before = Math.max(0, whole.toString("latin1").search(/[^a-z"]/));
  return { whole, before, rest: whole.subarray(before) };
}

function find(line: Buffer, { whole, before, rest }: Name, from: number): number {
  for (let at = line.indexOf(rest, from + before); at >= 0; at = line.indexOf(rest, at + 1))
    if (line.compare(whole, 0, before, at - before, at) === 0) return at - before;
  return -1;
}

/**
 * Where the text value of a name stands in a line that is known to be a JSON object with that name. Null when it cannot
 * be told for sure: the name stands twice, is spelled with escapes, or holds no text.
 */
export function findId(line: Buffer, name: Name): Place | null {
  const first = find(line, name, 0);
  if (first < 0) return null;
  const isAlone = find(line, name, first + name.whole.length) < 0;
  const before = lastSign(line, first);
  if (isAlone && (before === OPEN || before === COMMA)) {
    const isFirst = before === OPEN && lastSign(line, line.lastIndexOf(OPEN, first)) === -1;
    // Elsewhere the name may be of an inner object while the outer one is spelled with escapes.
    if (isFirst || !line.includes(ESCAPED)) return valueAfter(line, first + name.whole.length);
  }
  return walk(line, name.whole);
}

/** The sign before a place, blanks left out; -1 at the start. */
function lastSign(line: Buffer, place: number): number {
  let at = place - 1;
  while (at >= 0 && isSpace(line[at])) at -= 1;
  return at < 0 ? -1 : (line[at] ?? -1);
}

function valueAfter(line: Buffer, behindName: number): Place | null {
  let at = behindName;
  while (isSpace(line[at])) at += 1;
  if (line[at] !== COLON) return null;
  at += 1;
  while (isSpace(line[at])) at += 1;
  if (line[at] !== QUOTE) return null;
  const end = endOfText(line, at);
  return { start: at, end };
}

/** Behind the closing quote of the text that opens at `start`. */
function endOfText(line: Buffer, start: number): number {
  for (let at = start + 1; at < line.length; at += 1) {
    const byte = line[at];
    if (byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) return at + 1;
  }
  return line.length;
}

/** Sign by sign, for the rare line where a search is not sure. */
function walk(line: Buffer, name: Buffer): Place | null {
  let depth = 0;
  let found: Place | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const byte = line[at];
    if (byte === OPEN || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    else if (byte === QUOTE) {
      const end = endOfText(line, at);
      const text = line.subarray(at, end);
      if (depth === 1 && isName(line, end)) {
        if (text.includes(BACKSLASH)) return null;
        if (text.equals(name)) {
          if (found) return null;
          found = valueAfter(line, end);
          if (!found) return null;
        }
      }
      at = end - 1;
    }
  }
  return found;
}

function isName(line: Buffer, behind: number): boolean {
  let at = behind;
  while (isSpace(line[at])) at += 1;
  return line[at] === COLON;
}

// Signs that some readers take for the end of a line. In JSON they stand in texts alone, so an escape means the same.
const BREAKS: { bytes: Buffer; written: Buffer }[] = [
  { bytes: Buffer.from("\u2028"), written: Buffer.from("\\u2028") },
  { bytes: Buffer.from("\u2029"), written: Buffer.from("\\u2029") },
  { bytes: Buffer.from("\u0085"), written: Buffer.from("\\u0085") },
];

/** By how many bytes the line grows when they are escaped. */
export function breaksGrowth(line: Buffer): number {
  let growth = 0;
  for (const { bytes, written } of BREAKS)
    for (let at = line.indexOf(bytes); at >= 0; at = line.indexOf(bytes, at + bytes.length))
      growth += written.length - bytes.length;
  return growth;
}

export function escapeBreaks(line: Buffer): Buffer {
  let text = line;
  for (const { bytes, written } of BREAKS) {
    const pieces: Buffer[] = [];
    let from = 0;
    for (let at = text.indexOf(bytes); at >= 0; at = text.indexOf(bytes, from)) {
      pieces.push(text.subarray(from, at), written);
      from = at + bytes.length;
    }
    if (from > 0) text = Buffer.concat([...pieces, text.subarray(from)]);
  }
  return text;
}
