import { AppError } from "@/lib/core/errors";
import { isDiskFull } from "@/lib/platform/stream-to-disk";
import { type Failure, failure } from "../model/refusals";

/** What an error while reading says about the file; null when it says nothing about it, so that trying again may help. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  if (!(error instanceof Error)) return null;
  if (isDiskFull(error) || /no space left|failed to offload|max_temp_directory_size/i.test(error.message))
    return failure("disk-full");
  const json = /Malformed JSON in file .*? in (?:line|record\/value|array) (\d+): ([^.\n]*)/.exec(
    error.message,
  );
  if (json)
    return {
      code: "broken-json",
      message: `The JSON is broken at record ${json[1]} (${json[2]?.trim()}), so none of it can be trusted. Export it again.`,
    };
  if (/maximum_object_size/.test(error.message))
    return {
      code: "broken-json",
      message:
        "One JSON object is larger than can be read at once. Export in smaller pages, or as JSON lines.",
    };
  if (/Malformed JSON|not valid UTF-?8|Invalid unicode/i.test(error.message)) return failure("broken-json");
  if (/gzip/i.test(error.message)) return failure("broken-gzip");
  if (/^(Invalid Input|IO|Conversion) Error/.test(error.message)) return failure("unreadable");
  return null;
}
