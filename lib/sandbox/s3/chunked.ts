const newline = Buffer.from("\r\n");

type Phase = "head" | "data" | "gap" | "trailer" | "end";

/** Takes the frames of an `aws-chunked` body away; what follows the last one goes into `trailers`. */
export async function* unchunked(
  source: AsyncIterable<Buffer>,
  trailers: Record<string, string>,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let left = 0;
  const state: { phase: Phase } = { phase: "head" };

  const line = (): string | null => {
    const end = rest.indexOf(newline);
    if (end < 0) return null;
    const text = rest.subarray(0, end).toString("latin1");
    rest = rest.subarray(end + newline.length);
    return text;
  };

  /** One step ahead; false when it takes more bytes than there are. */
  function step(): boolean {
    if (state.phase === "gap") {
      if (rest.length < newline.length) return false;
      rest = rest.subarray(newline.length);
      state.phase = "head";
      return true;
    }
    const text = line();
    if (text === null) return false;
    if (state.phase === "head") {
      left = Number.parseInt(text.split(";")[0] ?? "", 16);
      if (Number.isNaN(left)) throw new Error("a chunk has no size");
      state.phase = left === 0 ? "trailer" : "data";
    } else if (text === "") state.phase = "end";
    else keepTrailer(text, trailers);
    return true;
  }

  for await (const chunk of source) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    while (rest.length > 0 && state.phase !== "end") {
      if (state.phase === "data") {
        const taken = rest.subarray(0, left);
        rest = rest.subarray(taken.length);
        left -= taken.length;
        yield taken;
        if (left > 0) break;
        state.phase = "gap";
      } else if (!step()) break;
    }
  }
  if (state.phase !== "end" && state.phase !== "trailer") throw new Error("the last chunk is missing");
}

function keepTrailer(text: string, trailers: Record<string, string>): void {
  const colon = text.indexOf(":");
  trailers[text.slice(0, colon).trim().toLowerCase()] = text.slice(colon + 1).trim();
}
