import "server-only";

type Options = {
  signal: AbortSignal;
  /** Says between changes that it is still there. */
  beatMs: number;
  /** Ends by itself, so that whoever listens comes back and is asked again who they are. */
  lastsMs: number;
};

/** Server-sent events: `change` for each, `beat` between them. */
export function eventStream<T>(
  follow: (signal: AbortSignal) => AsyncGenerator<T>,
  { signal, beatMs, lastsMs }: Options,
): Response {
  const stop = new AbortController();
  const end = () => stop.abort();
  signal.addEventListener("abort", end);
  const encoder = new TextEncoder();
  const timers: NodeJS.Timeout[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (event: string, data: string) =>
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${data}\n\n`));
      say("beat", "");
      timers.push(
        setInterval(() => say("beat", ""), beatMs),
        setTimeout(end, lastsMs),
      );
      stop.signal.addEventListener("abort", () => {
        for (const timer of timers) clearInterval(timer);
        signal.removeEventListener("abort", end);
      });
      void (async () => {
        try {
          for await (const change of follow(stop.signal)) say("change", JSON.stringify(change));
          controller.close();
        } catch (error) {
          if (!stop.signal.aborted) controller.error(error);
        } finally {
          end();
        }
      })();
    },
    cancel: end,
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // Compressed, it would be held back until there is enough of it.
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
