/** Finds the elements of one array inside a JSON object while its bytes arrive, and hands each over whole. */
export type Scanner = { push(chunk: Buffer): void; isComplete(): boolean };

const code = (character: string) => character.charCodeAt(0);
const [quote, backslash, comma, colon] = [code('"'), code("\\"), code(","), code(":")];
const [openBrace, closeBrace, openBracket, closeBracket] = [code("{"), code("}"), code("["), code("]")];
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Depth 1 is inside the object, depth 2 inside its array. */
export function createScanner(arrayName: string, onElement: (bytes: Buffer) => void): Scanner {
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let word: number[] = [];
  let name = "";
  let inArray = false;
  let pieces: Buffer[] = [];
  let start = -1;

  const finish = (chunk: Buffer, end: number) => {
    onElement(Buffer.concat([...pieces, chunk.subarray(start, end)]));
    pieces = [];
    start = -1;
  };

  function insideString(byte: number) {
    if (isEscaped) isEscaped = false;
    else if (byte === backslash) isEscaped = true;
    else if (byte === quote) inString = false;
    if (inString && depth === 1 && word.length < 64) word.push(byte);
  }

  function open(byte: number) {
    depth += 1;
    if (byte === openBracket && depth === 2 && name === arrayName) inArray = true;
  }

  function close(chunk: Buffer, at: number) {
    depth -= 1;
    if (!inArray || depth > 2) return;
    if (depth === 2) finish(chunk, at + 1);
    else {
      if (start >= 0) finish(chunk, at);
      inArray = false;
    }
  }

  function step(byte: number, chunk: Buffer, at: number) {
    if (inString) return insideString(byte);
    if (isSpace(byte)) return;
    if (byte === closeBrace || byte === closeBracket) return close(chunk, at);
    if (byte === comma && depth === 2 && inArray) {
      if (start >= 0) finish(chunk, at);
      return;
    }
    if (inArray && depth === 2 && start < 0) start = at;
    if (byte === quote) {
      inString = true;
      if (depth === 1) word = [];
    } else if (byte === openBrace || byte === openBracket) open(byte);
    else if (byte === colon && depth === 1) name = String.fromCharCode(...word);
    else if (byte === comma && depth === 1) name = "";
  }

  let seen = false;
  return {
    push(chunk) {
      if (start >= 0) start = 0;
      seen ||= chunk.length > 0;
      for (let at = 0; at < chunk.length; at++) step(chunk[at] ?? 0, chunk, at);
      if (start >= 0) pieces.push(Buffer.from(chunk.subarray(start)));
    },
    isComplete: () => seen && depth === 0 && !inString,
  };
}
