/** SQL that reads one text cell. Each returns NULL for a cell that it cannot read; `reading.ts` makes that a problem. */

export const sqlText = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** `1,234.50` loses its commas. In a `;` file a comma may be the decimal sign, so there only an unambiguous number does. */
function ungrouped(cell: string, delimiter: string | null): string {
  const fraction = delimiter === ";" ? "\\.\\d+" : "(\\.\\d+)?";
  const grouped = sqlText(`\\s*[+-]?\\d{1,3}(,\\d{3})+${fraction}\\s*`);
  return `CASE WHEN NOT contains(${cell}, ',') THEN ${cell} WHEN regexp_full_match(${cell}, ${grouped}) THEN replace(${cell}, ',', '') END`;
}

/** A whole number. Most cells are plain digits; only the others (`10.0`, `1e3`, `1,234`) take the slow way. */
export function wholeNumber(cell: string, delimiter: string | null): string {
  const decimal = `TRY_CAST(${ungrouped(cell, delimiter)} AS DECIMAL(28,8))`;
  return (
    `CASE WHEN CAST(TRY_CAST(${cell} AS BIGINT) AS VARCHAR) = ${cell} THEN TRY_CAST(${cell} AS BIGINT) ` +
    `ELSE CASE WHEN ${decimal} = floor(${decimal}) THEN TRY_CAST(${decimal} AS BIGINT) END END`
  );
}

/** Dollars as picodollars. Below a thousand the way over DOUBLE is exact after rounding, and ten times as fast. */
export function picodollars(cell: string, delimiter: string | null): string {
  const small = `TRY_CAST(${cell} AS DECIMAL(18,12))`;
  const large = `TRY_CAST(${ungrouped(`ltrim(${cell}, '$ ')`, delimiter)} AS DECIMAL(22,12))`;
  return (
    `CASE WHEN abs(${small}) < 1000 THEN CAST(CAST(${small} AS DOUBLE) * 1e12 AS BIGINT) ` +
    `ELSE TRY_CAST(${large} * 1000000000000 AS BIGINT) END`
  );
}

/** Any decimal number, for units beside the tokens. */
export function decimalNumber(cell: string, delimiter: string | null): string {
  return `TRY_CAST(${ungrouped(cell, delimiter)} AS DECIMAL(30,6))`;
}

/**
 * RFC 3339 or `YYYY-MM-DD HH:MM:SS[.ffffff]`, which is UTC. A plain cast ignores an offset, so those go by TIMESTAMPTZ.
 * The tests stand in the order of how often they decide.
 */
export function instant(cell: string): string {
  const isUtc = `ends_with(${cell}, 'Z') OR ends_with(${cell}, '+00:00') OR (length(${cell}) <= 26 AND NOT contains(${cell}, '+') AND NOT contains(substr(${cell}, 11), '-') AND right(${cell}, 1) <= '9')`;
  return `CASE WHEN ${isUtc} THEN TRY_CAST(${cell} AS TIMESTAMP) ELSE CAST(TRY_CAST(${cell} AS TIMESTAMPTZ) AS TIMESTAMP) END`;
}

/** Without blanks around it; nothing but blanks is nothing. Most cells have none, and looking is cheaper than trimming. */
export const trimmed = (cell: string) =>
  `CASE WHEN starts_with(${cell}, ' ') OR ends_with(${cell}, ' ') OR ${cell} = '' THEN nullif(trim(${cell}), '') ELSE ${cell} END`;

/** Unix seconds (milliseconds when there are 13 digits). */
export function unixInstant(cell: string): string {
  const number = `TRY_CAST(${cell} AS DECIMAL(20,6))`;
  const micros = `CAST(CASE WHEN ${number} >= 100000000000 THEN ${number} * 1000 ELSE ${number} * 1000000 END AS BIGINT)`;
  return `CASE WHEN abs(${number}) < 100000000000000 THEN make_timestamp(${micros}) END`;
}

export const yesOrNo = (cell: string) =>
  `CASE WHEN lower(${cell}) IN ('true', 't', 'yes', 'y', '1', '1.0') THEN true WHEN lower(${cell}) IN ('false', 'f', 'no', 'n', '0', '0.0') THEN false END`;

/** Text that no index (too long) or table (a NUL byte) can hold. Receipt has seen whether the file has such bytes at all. */
export const unusableText = (cell: string, nulBytes: boolean) =>
  `strlen(${cell}) > 1000${nulBytes ? ` OR contains(${cell}, chr(0))` : ""}`;
