import { type FileHandle, open } from "node:fs/promises";

/** A line may be read in one piece up to here; what is longer is told and not held. */
export const LONGEST_LINE = 20_000_000;
const CHUNK = 1 << 20;
const LINE_FEED = 10;
const RETURN = 13;

export type LineVisitor = {
  /**
   * One line, without its end and without a byte order mark, in a buffer that is used again: nobody may keep it.
   * `number` counts every line from 1, blank ones too; `offset` is its first byte in the file.
   */
  line(bytes: Buffer, place: { number: number; offset: number; isLast: boolean }): void;
  /** Longer than may be read. */
  tooLong(place: { number: number; offset: number; length: number }): void;
  /** Between two chunks of the file: a moment for what takes time. */
  pause?(): Promise<void> | undefined;
};

/**
 * Splits a file of any size on newline bytes and on nothing else: JSON may hold signs that other readers break lines at.
 * Two chunks are in memory, and the one line that runs from one into the other.
 */
export async function readLines(
  path: string,
  visitor: LineVisitor,
): Promise<{ lines: number; bytes: number }> {
  const file = await open(path, "r");
  try {
    return await new LineReader(file, visitor).read();
  } finally {
    await file.close();
  }
}

class LineReader {
  private number = 0;
  private offset = 0;
  private carried: Buffer[] = [];
  private carriedBytes = 0;
  private readonly place = { number: 0, offset: 0, isLast: false };

  constructor(
    private readonly file: FileHandle,
    private readonly visitor: LineVisitor,
  ) {}

  async read(): Promise<{ lines: number; bytes: number }> {
    let [chunk, other] = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];
    let place = 0;
    let reading = this.file.read(chunk, 0, CHUNK, 0);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) break;
      place += bytesRead;
      reading = this.file.read(other, 0, CHUNK, place);
      reading.catch(() => {}); // told by the next await
      this.split(chunk.subarray(0, bytesRead));
      [chunk, other] = [other, chunk];
      await this.visitor.pause?.();
    }
    if (this.carriedBytes > 0) this.emit(Buffer.alloc(0), true);
    return { lines: this.number, bytes: place };
  }

  private split(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      this.emit(chunk.subarray(from, end), false);
      from = end + 1;
    }
    if (from < chunk.length) this.carry(chunk.subarray(from));
  }

  private carry(rest: Buffer): void {
    this.carriedBytes += rest.length;
    if (this.carriedBytes <= LONGEST_LINE + 1) this.carried.push(Buffer.from(rest));
    else this.carried = [];
  }

  private emit(last: Buffer, isLast: boolean): void {
    const length = this.carriedBytes + last.length;
    const offset = this.offset;
    this.number += 1;
    this.offset += length + 1;
    if (length > LONGEST_LINE + 1) this.visitor.tooLong({ number: this.number, offset, length });
    else if (this.carriedBytes === 0) this.tell(last, offset, isLast);
    else this.tell(Buffer.concat([...this.carried, last]), offset, isLast);
    this.carried = [];
    this.carriedBytes = 0;
  }

  private tell(whole: Buffer, offset: number, isLast: boolean): void {
    const end = whole[whole.length - 1] === RETURN ? whole.length - 1 : whole.length;
    const hasMark = this.number === 1 && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf;
    const start = hasMark ? 3 : 0;
    this.place.number = this.number;
    this.place.offset = offset + start;
    this.place.isLast = isLast;
    this.visitor.line(start > 0 || end < whole.length ? whole.subarray(start, end) : whole, this.place);
  }
}
