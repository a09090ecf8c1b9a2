/** What these hold is no text of a prompt: labels of the wire, or bytes of images and files. */
const NO_TEXT = new Set([
  "type",
  "role",
  "id",
  "call_id",
  "tool_call_id",
  "tool_use_id",
  "cache_control",
  "media_type",
  "image_url",
  "input_audio",
  "file_data",
  "file_id",
  "signature",
  "encrypted_content",
]);
const BINARY = new Set(["base64", "url", "file"]);

/** Nobody writes deeper than this but to break a reader. */
const DEEPEST = 200;

/** Characters of messages and system prompts, however nested. Images and files are left out. */
export function promptCharacters(value: unknown, depth = 0): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null || depth > DEEPEST) return 0;
  let sum = 0;
  if (Array.isArray(value)) {
    for (const item of value) sum += promptCharacters(item, depth + 1);
    return sum;
  }
  for (const name in value) {
    const inner: unknown = Reflect.get(value, name);
    if (NO_TEXT.has(name) || (name === "source" && isBinary(inner))) continue;
    sum += promptCharacters(inner, depth + 1);
  }
  return sum;
}

/** The texts whose characters `promptCharacters` counts. */
export function promptTexts(value: unknown, texts: string[] = [], depth = 0): string[] {
  if (typeof value === "string") texts.push(value);
  if (typeof value !== "object" || value === null || depth > DEEPEST) return texts;
  if (Array.isArray(value)) for (const item of value) promptTexts(item, texts, depth + 1);
  else
    for (const name in value) {
      const inner: unknown = Reflect.get(value, name);
      if (NO_TEXT.has(name) || (name === "source" && isBinary(inner))) continue;
      promptTexts(inner, texts, depth + 1);
    }
  return texts;
}

/** Characters of tools and schemas: there the names are part of the prompt too. */
export function schemaCharacters(value: unknown, depth = 0): number {
  if (typeof value === "string") return value.length;
  if (typeof value === "number" || typeof value === "boolean") return 4;
  if (typeof value !== "object" || value === null || depth > DEEPEST) return 0;
  let sum = 0;
  if (Array.isArray(value)) {
    for (const item of value) sum += schemaCharacters(item, depth + 1);
    return sum;
  }
  for (const name in value) sum += name.length + 3 + schemaCharacters(Reflect.get(value, name), depth + 1);
  return sum;
}

function isBinary(source: unknown): boolean {
  const kind: unknown = typeof source === "object" && source !== null ? Reflect.get(source, "type") : null;
  return typeof kind === "string" && BINARY.has(kind);
}
