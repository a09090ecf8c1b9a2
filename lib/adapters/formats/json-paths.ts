/** Reads the beginning of a JSON text that may be cut anywhere, and tells every key with the path that leads to it. */
export function keysOf(text: string, limit = 5000): { path: string; key: string }[] {
  const found: { path: string; key: string }[] = [];
  const stack: { array: boolean; key: string | null }[] = [];
  const path = () =>
    stack.map((level) => (level.array ? "[*]" : level.key === null ? "" : `."${level.key}"`)).join("");
  let at = 0;
  while (at < text.length && found.length < limit) {
    const char = text[at];
    const top = stack.at(-1);
    if (char === "{" || char === "[") stack.push({ array: char === "[", key: null });
    else if (char === "}" || char === "]") stack.pop();
    else if (char === '"') {
      const end = endOfString(text, at);
      if (end < 0) break;
      if (top && !top.array && /^\s*:/.test(text.slice(end + 1, end + 40))) {
        const key = text.slice(at + 1, end);
        top.key = null;
        found.push({ path: path(), key });
        top.key = key;
      }
      at = end;
    }
    at += 1;
  }
  return found;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}
