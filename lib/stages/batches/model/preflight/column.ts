/** What a column may be made of: one number a row, in a few bytes. */
type Numbers = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

const SHIFT = 16;
const SIZE = 1 << SHIFT;
const MASK = SIZE - 1;

/**
 * Numbers of as many rows as come, in pieces of 65,536, so that growing copies nothing. A row that was never set is 0, and
 * costs nothing while its whole piece was never set.
 */
export class Column<T extends Numbers> {
  private readonly pieces: (T | undefined)[] = [];

  constructor(private readonly make: (size: number) => T) {}

  get(row: number): number {
    return this.pieces[row >>> SHIFT]?.[row & MASK] ?? 0;
  }

  set(row: number, value: number): void {
    const place = row >>> SHIFT;
    let piece = this.pieces[place];
    if (piece === undefined) {
      piece = this.make(SIZE);
      this.pieces[place] = piece;
    }
    piece[row & MASK] = value;
  }
}

export const column = {
  f64: () => new Column((size) => new Float64Array(size)),
  u32: () => new Column((size) => new Uint32Array(size)),
  i32: () => new Column((size) => new Int32Array(size)),
  u16: () => new Column((size) => new Uint16Array(size)),
  u8: () => new Column((size) => new Uint8Array(size)),
};
