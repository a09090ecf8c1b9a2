import { type FileHandle, open } from "node:fs/promises";
import type { LineDialect } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { findResultFiles } from "../settling/result-files";

export type Answer = { response: unknown; error: unknown };
export type AnswerPlace = { file: number; offset: number; length: number };

const NONE: Answer = { response: null, error: null };

/** Answers of single calls lie as `{response, error}`, since no provider gave them a line. */
export const SINGLE = "single";

/** The raw lines of a batch's results, read where a row says. */
export class AnswerFiles {
  private readonly handles = new Map<number, Promise<FileHandle>>();

  private constructor(
    private readonly files: Awaited<ReturnType<typeof findResultFiles>>,
    private readonly dialect: LineDialect | null,
  ) {}

  static async open(
    ctx: Pick<Context, "files">,
    batchId: string,
    dialect: LineDialect | null,
  ): Promise<AnswerFiles> {
    return new AnswerFiles(await findResultFiles(ctx, batchId), dialect);
  }

  /** Nothing where there is no answer, or its file is gone. */
  async read(place: AnswerPlace | null): Promise<Answer> {
    const found = place && this.files.get(place.file);
    if (!place || !found) return NONE;
    const bytes = Buffer.alloc(place.length);
    const handle = await this.handle(place.file, found.path);
    const { bytesRead } = await handle.read(bytes, 0, place.length, place.offset);
    if (bytesRead < place.length) return NONE;
    if (found.kind === SINGLE) return single(bytes);
    const outcome = this.dialect?.readResult({ part: found.kind, bytes });
    return outcome ? { response: outcome.response, error: outcome.error } : NONE;
  }

  private handle(number: number, path: string): Promise<FileHandle> {
    const known = this.handles.get(number);
    if (known) return known;
    const opened = open(path, "r");
    this.handles.set(number, opened);
    return opened;
  }

  async close(): Promise<void> {
    for (const handle of this.handles.values()) await handle.then((open) => open.close()).catch(() => {});
  }
}

function single(bytes: Buffer): Answer {
  try {
    const { response = null, error = null } = JSON.parse(bytes.toString("utf8")) as Partial<Answer>;
    return { response, error };
  } catch {
    return NONE;
  }
}
