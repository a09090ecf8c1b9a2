/** `gemini-2.5-flash`, `google/gemini-2.5-flash` and `vertex_ai/gemini-2.5-flash` mean the same; whole paths stay. Null: none. */
export function modelPath(model: string | null): string | null {
  const name = model?.trim().replace(/^\/+/, "") ?? "";
  if (name === "") return null;
  if (/^(publishers|projects)\//.test(name)) return name;
  const last = name.split("/").at(-1) ?? "";
  return /^[\w.@-]+$/.test(last) ? `publishers/google/models/${last}` : null;
}
