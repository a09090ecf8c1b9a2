/** Why a whole file cannot be read: what happened, what it means, what to do. */
export type Failure = { code: string; message: string };

export const FAILURES = {
  "empty-file": "The file is empty.",
  "no-rows": "The file has a heading but no rows.",
  "cut-short": "The upload broke off before the end of the file. Nothing was imported; upload it again.",
  "truncated-gzip":
    "The gzip file is cut off before its end. Nothing was imported; download or export it again.",
  "broken-gzip":
    "The gzip file is damaged: its checksum does not match. Nothing was imported; download or export it again.",
  zip: "This is a zip archive, whatever its name says. Unpack it and import the files inside.",
  xlsx: "This is an Excel workbook. Save the sheet as CSV and import that.",
  parquet: "This is a Parquet file, which is not read yet. Export it as CSV or JSON lines.",
  compressed: "This is a compressed file of a kind that is not read. Use gzip, or unpack it.",
  binary: "This is a binary file, no table and no JSON.",
  "utf-16": "The text is UTF-16. Save it as UTF-8 and import that.",
  "web-page": "This is a web page, often the sign-in page of the service the file should come from.",
  "not-a-table": "This is neither a table with a heading nor JSON.",
  "long-line":
    "The first line is longer than 256 KB, so there is no heading to read. A table needs its heading on the first line.",
  "broken-json": "The JSON breaks off or is wrong inside, so none of it can be trusted. Export it again.",
  unreadable: "The file could not be read to its end. Nothing was imported.",
  "disk-full": "The disk of this server is full. Nothing was imported; free some space and try again.",
  internal:
    "Something went wrong on our side while reading the file. Nothing was imported. It has been logged.",
} as const;

export type FailureCode = keyof typeof FAILURES;

export const failure = (code: FailureCode): Failure => ({ code, message: FAILURES[code] });
