import { openAsBlob } from "node:fs";

/** A file as a body, read from disk while it is sent, with its length known beforehand. Null when there is no such file. */
export async function fileBody(path: string, type: string): Promise<Blob | null> {
  try {
    return await openAsBlob(path, { type });
  } catch {
    return null;
  }
}
