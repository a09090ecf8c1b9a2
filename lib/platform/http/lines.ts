const NEWLINE = 0x0a;

/** `isWhole` is false for what follows the last newline: a file may end so, and so does one that was cut off. */
export type ByteLine = { bytes: Uint8Array; isWhole: boolean };

/**
 * Lines of a stream, cut at newline bytes and nowhere else: readers of text also cut at U+2028, which is part of an
 * answer. A byte order mark, carriage returns at line ends and blank lines are left out.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ByteLine> {
  let pieces: Uint8Array[] = [];
  let isFirst = true;
  const line = (last: Uint8Array): Uint8Array | null => {
    const bytes = pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
    pieces = [];
    const tidy = trimmed(bytes, isFirst);
    isFirst = false;
    return tidy;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const bytes = line(chunk.subarray(start, end));
      if (bytes) yield { bytes, isWhole: true };
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  const rest = line(new Uint8Array(0));
  if (rest) yield { bytes: rest, isWhole: false };
}

/** Null for a blank line. */
function trimmed(bytes: Uint8Array, isFirst: boolean): Uint8Array | null {
  let start = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let end = bytes.length;
  while (end > start && isBlank(bytes[end - 1])) end -= 1;
  while (start < end && isBlank(bytes[start])) start += 1;
  return start === end ? null : bytes.subarray(start, end);
}

const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09 || byte === 0x0d;
