/** An upload that was begun in this browser and may be taken up again with the same file. */
export type Begun = { id: string; name: string; size: number; modified: number };

const KEY = "offpeak-batch-upload";

export function rememberUpload(begun: Begun | null): void {
  try {
    if (begun) localStorage.setItem(KEY, JSON.stringify(begun));
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage a reload begins anew; nothing else is lost.
  }
}

export function recallUpload(): Begun | null {
  try {
    const begun: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return isBegun(begun) ? begun : null;
  } catch {
    return null;
  }
}

/** The same file by everything that a browser tells of it. */
export function isSameFile(begun: Begun, file: Pick<File, "name" | "size" | "lastModified">): boolean {
  return begun.name === file.name && begun.size === file.size && begun.modified === file.lastModified;
}

function isBegun(value: unknown): value is Begun {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, size, modified } = value as Record<string, unknown>;
  return (
    typeof id === "string" &&
    typeof name === "string" &&
    typeof size === "number" &&
    typeof modified === "number"
  );
}
