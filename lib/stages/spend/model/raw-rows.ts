import type { StandingRow } from "@/lib/stages/ledger/model/standing-row";

/** A row of a file, with the name of the file it came in. */
export type RawRow = StandingRow & { filename: string | null };
export type RawRows = { rows: RawRow[]; nextCursor: string | null; offset: number };
