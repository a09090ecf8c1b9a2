import { sqlText } from "../cells";
import type { Reading } from "../reading";

/** The reports of the usage API by the word in `object`. */
export const PATHS = [
  "completions",
  "embeddings",
  "moderations",
  "images",
  "audio_speeches",
  "audio_transcriptions",
  "vector_stores",
  "code_interpreter_sessions",
  "file_searches",
  "web_searches",
] as const;

/** Which report a row is of. A dashboard table does not say; its columns do. */
export function pathOf(reading: Reading): string {
  if (reading.sample.shape !== "table") {
    const word = `regexp_extract(${reading.cell("object")}, '^organization\\.usage\\.([a-z_]+)\\.result$', 1)`;
    return `CASE WHEN ${word} IN (${PATHS.map(sqlText).join(", ")}) THEN ${word} END`;
  }
  const has = (name: string) => reading.heading(name) !== null;
  const named = PATHS.find((path) => reading.sample.filename.toLowerCase().includes(path));
  if (has("output_tokens")) return "'completions'";
  if (has("images")) return "'images'";
  if (has("characters")) return "'audio_speeches'";
  if (has("seconds")) return "'audio_transcriptions'";
  if (has("num_sessions")) return "'code_interpreter_sessions'";
  if (has("usage_bytes")) return "'vector_stores'";
  if (has("num_requests")) return has("vector_store_id") ? "'file_searches'" : "'web_searches'";
  return sqlText(named ?? "embeddings");
}
