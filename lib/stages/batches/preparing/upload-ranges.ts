import type { FileHandle } from "node:fs/promises";

const WINDOW = 1 << 20;

/** Bytes of an upload by place, for whoever asks from the front to the back: one window of it is in memory. */
export class UploadRanges {
  private window = Buffer.alloc(0);
  private start = 0;

  constructor(private readonly file: FileHandle) {}

  /** A view that the next call may overwrite. Shorter than asked for when the file ends before. */
  async read(offset: number, length: number): Promise<Buffer> {
    const from = offset - this.start;
    if (from >= 0 && from + length <= this.window.length) return this.window.subarray(from, from + length);
    const size = Math.max(WINDOW, length);
    const buffer = Buffer.allocUnsafe(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await this.file.read(buffer, filled, size - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.window = buffer.subarray(0, filled);
    this.start = offset;
    return this.window.subarray(0, length);
  }
}
