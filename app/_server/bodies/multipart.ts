import { invalid } from "@/lib/core/errors";

/** What a form without scripts sends: its fields, and after them one file that is read as it comes. */
export type FormWithFile = {
  fields: Record<string, string>;
  /** Null: the form had none, or none was chosen. */
  file: { filename: string; body: AsyncGenerator<Uint8Array> } | null;
};

const MOST_HEAD_BYTES = 16_384;
const MOST_FIELD_BYTES = 16_384;
const MOST_FIELDS = 50;

/**
 * Reads multipart/form-data up to its first file and hands that over as a stream: nothing of it is ever held in memory
 * or in a file of the web server. Fields that come after the file are not read.
 */
export async function readFormWithFile(
  contentType: string,
  body: AsyncGenerator<Uint8Array>,
): Promise<FormWithFile> {
  const boundary = /boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType);
  if (!contentType.toLowerCase().startsWith("multipart/form-data") || !boundary)
    throw invalid("The form must be sent as multipart/form-data.");
  const parts = new Parts(body, Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`));
  const fields: Record<string, string> = {};
  for (let count = 0; count < MOST_FIELDS && (await parts.next()); count++) {
    const { name, filename } = dispositionOf(await parts.head());
    if (filename === null) {
      fields[name] = (await parts.whole(MOST_FIELD_BYTES)).toString("utf8");
    } else if (filename !== "") {
      return { fields, file: { filename, body: parts.content() } };
    } else await parts.whole(MOST_FIELD_BYTES);
  }
  return { fields, file: null };
}

/** `form-data; name="file"; filename="a b.jsonl"`; browsers write a quote inside a name as %22. */
function dispositionOf(head: string): { name: string; filename: string | null } {
  const line = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? "";
  const word = (key: string) => new RegExp(`[;\\s]${key}="([^"]*)"`, "i").exec(line)?.[1] ?? null;
  const plain = (text: string) => text.replaceAll("%22", '"').replaceAll(/%0D|%0A/g, "");
  const filename = word("filename");
  return { name: plain(word("name") ?? ""), filename: filename === null ? null : plain(filename) };
}

/** A body as a row of parts, of which no more is held than may be the beginning of a boundary. */
class Parts {
  private held: Buffer = Buffer.from("\r\n");
  private isEnded = false;

  constructor(
    private readonly body: AsyncGenerator<Uint8Array>,
    private readonly boundary: Buffer,
  ) {}

  /** On to the next part; false after the last. */
  async next(): Promise<boolean> {
    for await (const _ of this.content()) {
      // What nobody asked for is passed over.
    }
    while (this.held.length < this.boundary.length + 2 && (await this.more())) {}
    const mark = this.held.subarray(this.boundary.length, this.boundary.length + 2).toString("latin1");
    this.held = this.held.subarray(this.boundary.length + 2);
    return mark === "\r\n";
  }

  async head(): Promise<string> {
    for (;;) {
      const end = this.held.indexOf("\r\n\r\n");
      if (end >= 0) {
        const head = this.held.subarray(0, end).toString("utf8");
        // The line break stays: a boundary that follows an empty part begins with it.
        this.held = this.held.subarray(end + 4);
        return head;
      }
      if (this.held.length > MOST_HEAD_BYTES || !(await this.more())) throw broken();
    }
  }

  async whole(most: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of this.content()) {
      size += piece.byteLength;
      if (size > most) throw invalid("A field of the form is too long.");
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  /** Everything up to the next boundary. A body that ends before one was cut off. */
  async *content(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const end = this.held.indexOf(this.boundary);
      if (end >= 0) {
        if (end > 0) yield this.held.subarray(0, end);
        this.held = this.held.subarray(end);
        return;
      }
      const safe = this.held.length - this.boundary.length;
      if (safe > 0) {
        yield this.held.subarray(0, safe);
        this.held = this.held.subarray(safe);
      }
      if (!(await this.more())) throw broken();
    }
  }

  private async more(): Promise<boolean> {
    if (this.isEnded) return false;
    const { value, done } = await this.body.next();
    if (done) this.isEnded = true;
    else this.held = Buffer.concat([this.held, value]);
    return !done;
  }
}

const broken = () => invalid("The upload broke off. Nothing was started; send the form again.");
