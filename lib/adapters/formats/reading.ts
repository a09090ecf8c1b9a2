import { refused } from "@/lib/core/errors";
import type { CanonicalColumn, Check, Projection, Reader, Sample } from "@/lib/core/format";
import type { Day } from "@/lib/core/period";
import {
  decimalNumber,
  instant,
  picodollars,
  sqlText,
  trimmed,
  unixInstant,
  unusableText,
  wholeNumber,
  yesOrNo,
} from "./cells";

/** Where a name is found in the file: a column, a fixed value for every row, or nowhere. */
export type Place = { column: string } | { value: string } | null;

type Options = { sample: Sample; reader: Reader; today: Day; find?: (name: string) => Place };

/**
 * Builds a projection cell by cell. Every reader of a cell also notes the problem of a cell that cannot be read,
 * so that no value is lost in silence.
 */
export class Reading {
  readonly sample: Sample;
  private readonly options: Options;
  private readonly reads: string[] = [];
  private readonly layers: Record<string, string>[] = [];
  private readonly depths = new Map<string, number>();
  private readonly checks: Check[] = [];

  constructor(options: Options) {
    this.options = options;
    this.sample = options.sample;
  }

  /** The file's own spelling of a heading, whatever its case; null when the sample does not show it. */
  heading(name: string): string | null {
    const columns = this.sample.columns;
    const exact = columns.filter((column) => column === name);
    const found = exact.length
      ? exact
      : columns.filter((column) => column.toLowerCase() === name.toLowerCase());
    if (found.length > 1 && this.options.reader.kind === "table") {
      throw refused(`The heading has the column "${found[0]}" ${found.length} times. Rename or remove one.`);
    }
    return found[0] ?? null;
  }

  has(name: string): boolean {
    return this.place(name) !== null;
  }

  /** The text of the cell; NULL where the file has no such column. */
  cell(name: string): string {
    const place = this.place(name);
    if (!place) return "CAST(NULL AS VARCHAR)";
    if ("value" in place) return sqlText(place.value);
    const at = this.reads.indexOf(place.column);
    if (at >= 0) return `r${at}`;
    this.reads.push(place.column);
    return `r${this.reads.length - 1}`;
  }

  /** What the file calls it. */
  label(name: string): string {
    const place = this.place(name);
    return place && "column" in place ? place.column : name;
  }

  /** An expression that is computed once a row and then read by its name. */
  layer(sql: string): string {
    const same = this.layers.flatMap((layer) => Object.entries(layer)).find(([, known]) => known === sql);
    if (same) return same[0];
    const uses = [...sql.matchAll(/\bl\d+\b/g)].map(([name]) => (this.depths.get(name) ?? 0) + 1);
    const depth = Math.max(0, ...uses);
    const name = `l${this.depths.size}`;
    this.depths.set(name, depth);
    while (this.layers.length <= depth) this.layers.push({});
    const layer = this.layers[depth];
    if (layer) layer[name] = sql;
    return name;
  }

  check(code: string, column: string, cell: { when: string; value: string }): void {
    this.checks.push({ code, column, when: cell.when, value: cell.value });
  }

  /** Text that stays with its row and never becomes a word to group by: any length will do. */
  note(name: string): string {
    return this.has(name) ? this.layer(trimmed(this.cell(name))) : "NULL";
  }

  text(name: string): string {
    if (!this.has(name)) return "NULL";
    const value = this.note(name);
    this.usable(value, this.label(name));
    return value;
  }

  /** Text that no table or index can hold is a problem of its row. */
  usable(value: string, column: string): void {
    this.check("unusable-text", column, { when: unusableText(value, this.sample.nulBytes), value });
  }

  count(name: string): string {
    return this.measure(name, wholeNumber(this.cell(name), this.sample.delimiter));
  }

  dollars(name: string): string {
    return this.measure(name, picodollars(this.cell(name), this.sample.delimiter));
  }

  quantity(name: string): string {
    return this.measure(name, decimalNumber(this.cell(name), this.sample.delimiter));
  }

  flag(name: string): string {
    if (!this.has(name)) return "NULL";
    return this.readable(name, "not-yes-or-no", yesOrNo(this.cell(name)));
  }

  /** `required`: a row without it is a problem. Every instant must lie between 2015 and tomorrow. */
  instant(name: string, options: { required?: boolean; unix?: "only" | "too" } = {}): string {
    if (!this.has(name)) return "NULL";
    const cell = this.cell(name);
    const text = instant(cell);
    const sql = !options.unix
      ? text
      : options.unix === "only"
        ? unixInstant(cell)
        : `CASE WHEN regexp_full_match(${cell}, '\\d{10}(\\d{3})?(\\.\\d+)?') THEN ${unixInstant(cell)} ELSE ${text} END`;
    if (options.required) this.check("missing", this.label(name), { when: `${cell} IS NULL`, value: cell });
    const value = this.readable(name, "not-a-time", sql);
    const tomorrow = `TIMESTAMP ${sqlText(this.options.today)} + INTERVAL 2 DAY`;
    this.check("too-early", this.label(name), { when: `${value} < TIMESTAMP '2015-01-01'`, value: cell });
    this.check("in-the-future", this.label(name), { when: `${value} >= ${tomorrow}`, value: cell });
    return value;
  }

  required(name: string): void {
    const cell = this.cell(name);
    this.check("missing", this.label(name), { when: `${cell} IS NULL OR trim(${cell}) = ''`, value: cell });
  }

  finish(
    columns: Partial<Record<CanonicalColumn, string>>,
    more: Partial<Pick<Projection, "ignore" | "endpointFrom">> = {},
  ): Projection {
    return {
      reader: this.options.reader,
      reads: this.reads,
      layers: this.layers,
      columns,
      checks: this.checks,
      ignore: more.ignore ?? null,
      endpointFrom: more.endpointFrom ?? null,
    };
  }

  private place(name: string): Place {
    if (this.options.find) return this.options.find(name);
    const heading = this.heading(name);
    if (heading !== null) return { column: heading };
    // A key that the first objects lack may still come later; a table's heading is complete.
    return this.options.reader.kind === "table" ? null : { column: name };
  }

  private measure(name: string, sql: string): string {
    if (!this.has(name)) return "NULL";
    const value = this.readable(name, "not-a-number", sql);
    this.check("negative", this.label(name), { when: `${value} < 0`, value: this.cell(name) });
    return value;
  }

  private readable(name: string, code: string, sql: string): string {
    const cell = this.cell(name);
    const value = this.layer(sql);
    this.check(code, this.label(name), { when: `${value} IS NULL AND ${cell} IS NOT NULL`, value: cell });
    return value;
  }
}
