/** A record of a table as its bytes say: where it begins, on which line, and what is wrong with its quotes or length. */
export type ScannedRecord = {
  line: number;
  start: number;
  bytes: Buffer;
  bad: "quote" | "line-too-long" | null;
};

export type ScanOptions = {
  newline: "\n" | "\r";
  delimiter: string | null;
  /** Lines before the first record. */
  skip: number;
  /** A blank line is a record where every line is one. */
  keepBlank: boolean;
  longest: number;
};

const QUOTE = 0x22;
const CR = 0x0d;

/**
 * Cuts a stream of bytes into records. A line on which a quote is not closed, or is followed by more text, is bad alone:
 * reading goes on with the next line, so that one slip of a pen costs one line.
 */
export async function* scanTable(
  chunks: AsyncIterable<Uint8Array>,
  options: ScanOptions,
): AsyncGenerator<ScannedRecord[]> {
  const end = options.newline.charCodeAt(0);
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0; // of the first byte of `rest`
  let line = 1;
  let skip = options.skip;
  let dropping = false; // inside a line that is too long to keep

  const cut = (final: boolean): ScannedRecord[] => {
    const found: ScannedRecord[] = [];
    let at = 0;
    while (at < rest.length) {
      const stop =
        skip > 0 || dropping ? lineEnd(rest, at, end) : recordEnd(rest, at, { end, final, options });
      let { to, bad } = typeof stop === "number" ? { to: stop, bad: null as ScannedRecord["bad"] } : stop;
      if (to < 0 && !final) {
        if (rest.length - at <= options.longest) break;
        if (!dropping && skip === 0)
          found.push({
            line,
            start: offset + at,
            bytes: Buffer.from(rest.subarray(at, at + 10_000)),
            bad: "line-too-long",
          });
        dropping = true;
        at = rest.length;
        break;
      }
      if (to < 0) to = rest.length;
      const bytes = rest.subarray(at, trimmed(rest, at, to));
      if (skip > 0) skip -= 1;
      else if (dropping) dropping = false;
      else if (bytes.length > options.longest)
        found.push({ line, start: offset + at, bytes: bytes.subarray(0, 10_000), bad: "line-too-long" });
      else if (options.keepBlank || bytes.length > 0) found.push({ line, start: offset + at, bytes, bad });
      line += 1 + (bad ? 0 : linesWithin(rest, at, { to, end }));
      at = to + 1;
    }
    offset += Math.min(at, rest.length);
    rest = rest.subarray(Math.min(at, rest.length));
    return found;
  };

  let first = true;
  for await (const chunk of chunks) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (first) {
      first = false;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
        bytes = bytes.subarray(3);
        offset = 3;
      }
    }
    rest = rest.length ? Buffer.concat([rest, bytes]) : bytes;
    yield cut(false);
  }
  yield cut(true);
}

function lineEnd(rest: Buffer, at: number, end: number): number {
  return rest.indexOf(end, at);
}

type Cut = { to: number; bad: ScannedRecord["bad"] };

/** Where the record ends. -1 while more bytes are needed to know. */
function recordEnd(
  rest: Buffer,
  at: number,
  { end, final, options }: { end: number; final: boolean; options: ScanOptions },
): Cut {
  const plain = rest.indexOf(end, at);
  const quote = options.delimiter === null ? -1 : rest.indexOf(QUOTE, at);
  if (quote < 0 || (plain >= 0 && quote > plain)) return { to: plain, bad: null };
  const closed = quotedEnd(rest, at, { end, delimiter: options.delimiter?.charCodeAt(0) ?? 0 });
  if (closed >= 0) return { to: closed, bad: null };
  // A last line needs no line end; a quote that is still open at the end, or over a whole record's length, is never closed.
  if (closed === OPEN_ENDED) return { to: final ? rest.length : -1, bad: null };
  if (closed === MORE && !final && rest.length - at <= options.longest) return { to: -1, bad: null };
  return { to: plain, bad: "quote" };
}

const MORE = -1;
const BROKEN = -2;
/** The bytes ended outside of quotes. */
const OPEN_ENDED = -3;

/** Walks a record that has quotes; a quote opens a value only at its beginning, as it does for DuckDB. */
function quotedEnd(rest: Buffer, at: number, { end, delimiter }: { end: number; delimiter: number }): number {
  let begin = true;
  let inside = false;
  for (let i = at; i < rest.length; i += 1) {
    const byte = rest[i];
    if (inside) {
      if (byte !== QUOTE) continue;
      if (rest[i + 1] === QUOTE) {
        i += 1;
        continue;
      }
      inside = false;
      const next = rest[i + 1];
      if (next !== undefined && next !== delimiter && next !== end && next !== CR) return BROKEN;
    } else if (byte === end) return i;
    else if (byte === delimiter) {
      begin = true;
      continue;
    } else if (byte === QUOTE && begin) inside = true;
    begin = false;
  }
  return inside ? MORE : OPEN_ENDED;
}

function trimmed(rest: Buffer, at: number, to: number): number {
  return to > at && rest[to - 1] === CR ? to - 1 : to;
}

function linesWithin(rest: Buffer, at: number, { to, end }: { to: number; end: number }): number {
  let lines = 0;
  for (let i = rest.indexOf(end, at); i >= 0 && i < to; i = rest.indexOf(end, i + 1)) lines += 1;
  return lines;
}
