/** The body piece by piece; nothing when there is none. */
export async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => {}); // a body that is not wanted any more
  }
}

/** What the sender says it will send; null where it does not say. */
export function announcedLength(request: Request): number | null {
  const length = request.headers.get("content-length");
  return length !== null && /^\d+$/.test(length) ? Number(length) : null;
}
