type Level = { array: boolean; key: string | null };

/**
 * Tells on which line each record of a JSON text begins. `path` says where records are: "" for documents one after
 * another, "[*]" for one array, `."data"[*]."results"[*]` for arrays inside arrays.
 */
export async function* scanJson(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<number> {
  const wanted = [...path.matchAll(/\[\*\]|\."((?:[^"\\]|\\.)*)"/g)].map(([, key]) => key ?? null);
  const stack: Level[] = [];
  let line = 1;
  let inString = false;
  let escaped = false;
  let text = ""; // of the string that is being read, while a key is possible
  let pendingKey = false;
  let inScalar = false;

  const isRecord = () =>
    stack.length === wanted.length &&
    stack.every((level, index) => (level.array ? wanted[index] === null : level.key === wanted[index]));

  for await (const chunk of chunks) {
    for (const byte of chunk) {
      if (byte === 0x0a) line += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === 0x5c) escaped = true;
        else if (byte === 0x22) inString = false;
        if (inString && pendingKey && text.length < 200) text += String.fromCharCode(byte);
        continue;
      }
      const top = stack.at(-1);
      if (byte === 0x7b || byte === 0x5b) {
        if (isRecord()) yield line;
        stack.push({ array: byte === 0x5b, key: null });
        pendingKey = byte === 0x7b;
        inScalar = false;
      } else if (byte === 0x7d || byte === 0x5d) {
        stack.pop();
        pendingKey = false;
        inScalar = false;
      } else if (byte === 0x3a) {
        if (top && !top.array) top.key = text;
        pendingKey = false;
      } else if (byte === 0x2c) {
        pendingKey = top !== undefined && !top.array;
        inScalar = false;
      } else if (byte === 0x22) {
        if (!pendingKey && isRecord()) yield line;
        inString = true;
        text = "";
      } else if (byte > 0x20 && !inScalar && byte < 0x80) {
        inScalar = true;
        if (!pendingKey && isRecord()) yield line;
      }
    }
  }
}
