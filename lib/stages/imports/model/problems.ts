import { z } from "zod";

export type ProblemGroup = { code: string; column: string | null; message: string; count: number };

/** One record that is not in the ledger. `raw` is its text in the file. */
export type ProblemRow = {
  id: number;
  line: number | null;
  column: string | null;
  code: string;
  message: string;
  value: string | null;
  raw: string;
  state: "open" | "skipped" | "fixed";
};

/** Cause by cause: what stands in the list, and what is wrong with the one row. */
const CAUSES: Record<string, { title: string; wrong: string }> = {
  missing: { title: "A needed cell is empty", wrong: "Must not be empty" },
  "not-a-time": { title: "Date cannot be read", wrong: "Not a date or time that can be read" },
  "too-early": { title: "Date before 2015", wrong: "Lies before 2015" },
  "in-the-future": { title: "Date in the future", wrong: "Lies after tomorrow" },
  "not-a-number": { title: "Not a number", wrong: "Not a number that can be read" },
  negative: { title: "Negative number", wrong: "Must be 0 or more" },
  "cached-over-input": {
    title: "More cached tokens than input",
    wrong: "Cached tokens are part of the input, but there are more of them",
  },
  "not-yes-or-no": { title: "Neither true nor false", wrong: "Must be true or false" },
  "unknown-word": { title: "Unknown word", wrong: "Not one of the words this column may hold" },
  "unusable-text": {
    title: "Text that cannot be stored",
    wrong: "Longer than 1,000 characters, or holds a NUL byte",
  },
  "too-few-columns": { title: "Too few columns", wrong: "The line has fewer columns than the heading" },
  "too-many-columns": { title: "Too many columns", wrong: "The line has more columns than the heading" },
  quote: { title: "Quote not closed", wrong: "A quote is opened and not closed, or followed by more text" },
  "line-too-long": { title: "Line too long", wrong: "The line is longer than 8 MB" },
  "not-utf-8": { title: "Not UTF-8", wrong: "The line holds bytes that are no UTF-8 text" },
  "not-json": { title: "Not JSON", wrong: "The line is no JSON object" },
  "not-a-row": { title: "Not a row", wrong: "The line could not be read as a row" },
};

const OTHER = { title: "Cannot be read", wrong: "Cannot be read" };

export const titleOf = (code: string) => (CAUSES[code] ?? OTHER).title;

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The column stands beside it, so the sentence needs no name of it. */
export function messageOf(code: string, value: string | null): string {
  return code === "not-a-time" ? (impossibleDay(value) ?? OTHER_DATE) : (CAUSES[code] ?? OTHER).wrong;
}

const OTHER_DATE = CAUSES["not-a-time"]?.wrong ?? OTHER.wrong;

/** “November has 30 days” says more than “not a date”. */
function impossibleDay(value: string | null): string | null {
  const iso = /^\s*\d{4}-(\d{1,2})-(\d{1,2})\b/.exec(value ?? "");
  const written = /^\s*(\d{1,2})[./](\d{1,2})[./]\d{4}\b/.exec(value ?? "");
  const month = Number(iso?.[1] ?? written?.[2] ?? 0);
  const day = Number(iso?.[2] ?? written?.[1] ?? 0);
  const length = LENGTHS[month - 1];
  if (!length || day <= length || day > 31) return null;
  return `${MONTHS[month - 1]} has ${month === 2 ? "28 or 29" : length} days`;
}

export const ListProblems = z.object({
  importId: z.string(),
  code: z.string().optional(),
  column: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type ListProblems = z.infer<typeof ListProblems>;

const Which = z.union([
  z.object({ rows: z.array(z.number().int()).min(1).max(10_000) }),
  z.object({ code: z.string(), column: z.string().nullable() }),
  z.object({ all: z.literal(true) }),
]);
export type Which = z.infer<typeof Which>;

/** `use`: a value for the cell that is wrong; where no cell is named, the whole line anew. */
export const Fix = z.object({
  which: Which,
  action: z.union([z.object({ use: z.string().max(100_000) }), z.literal("skip")]),
});
export type Fix = z.infer<typeof Fix>;

export const FixProblems = z.object({ importId: z.string(), fixes: z.array(Fix).min(1).max(10_000) });
export type FixProblems = z.infer<typeof FixProblems>;
