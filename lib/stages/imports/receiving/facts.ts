import { once } from "node:events";
import { createGunzip, type Gunzip } from "node:zlib";
import { z } from "zod";

/**
 * What the bytes of a file told while they went by. DuckDB notices neither a truncated nor a damaged gzip file and drops
 * a line that is longer than its buffer, so both are looked for here, where every byte passes anyway.
 */
export const Facts = z.object({
  gzip: z.enum(["none", "good", "truncated", "broken"]),
  nulBytes: z.boolean(),
  /** Bytes between two line ends, at most. Lines within one chunk are shorter than what matters. */
  longestLine: z.number(),
  /** Of the text itself, also where the file is packed. */
  unpackedBytes: z.number(),
});
export type Facts = z.infer<typeof Facts>;

export class Inspector {
  private gunzip: Gunzip | null = null;
  private reading: Promise<void> = Promise.resolve();
  private started = false;
  private run = 0;
  private readonly facts: Facts = { gzip: "none", nulBytes: false, longestLine: 0, unpackedBytes: 0 };

  /** Waits while a packed file is unpacked, so that memory stays flat. */
  async see(chunk: Uint8Array): Promise<void> {
    if (!this.started && chunk.length > 0) {
      this.started = true;
      if (chunk[0] === 0x1f && (chunk.length < 2 || chunk[1] === 0x8b)) this.unpack();
    }
    if (!this.gunzip) this.look(chunk);
    else if (this.facts.gzip === "good" && !this.gunzip.write(chunk)) await this.drained(this.gunzip);
  }

  async finish(): Promise<Facts> {
    this.gunzip?.end();
    await this.reading;
    this.facts.longestLine = Math.max(this.facts.longestLine, this.run);
    return this.facts;
  }

  private unpack(): void {
    const gunzip = createGunzip({ chunkSize: 256 * 1024 });
    this.gunzip = gunzip;
    this.facts.gzip = "good";
    gunzip.on("error", (error: NodeJS.ErrnoException) => {
      this.facts.gzip = error.code === "Z_BUF_ERROR" ? "truncated" : "broken";
    });
    gunzip.on("data", (part: Buffer) => this.look(part));
    this.reading = new Promise((resolve) => gunzip.once("close", resolve));
  }

  private async drained(gunzip: Gunzip): Promise<void> {
    await Promise.race([once(gunzip, "drain").catch(() => {}), this.reading]);
  }

  private look(bytes: Uint8Array): void {
    this.facts.unpackedBytes += bytes.length;
    if (!this.facts.nulBytes && bytes.includes(0)) this.facts.nulBytes = true;
    const first = bytes.indexOf(10);
    if (first < 0) {
      this.run += bytes.length;
      return;
    }
    this.facts.longestLine = Math.max(this.facts.longestLine, this.run + first);
    this.run = bytes.length - bytes.lastIndexOf(10) - 1;
  }
}
