import type { BatchProvider } from "@/lib/core/provider";

/**
 * A provider whose SDK is loaded with its first call. A registry of every vendor's SDK takes seconds to load, and most
 * processes that ask it for names, limits and lines never call one.
 */
export function openLater(
  load: () => Promise<BatchProvider>,
  { signals }: { signals: boolean },
): BatchProvider {
  let loading: Promise<BatchProvider> | null = null;
  const provider = () => {
    loading ??= load();
    return loading;
  };
  return {
    submit: async (submission, signal) => (await provider()).submit(submission, signal),
    find: async (submission, known, signal) => (await provider()).find(submission, known, signal),
    check: async (remoteId, signal) => (await provider()).check(remoteId, signal),
    async *results(remoteId, signal) {
      yield* (await provider()).results(remoteId, signal);
    },
    cancel: async (remoteId, signal) => (await provider()).cancel(remoteId, signal),
    runOne: async (request, lane, signal) => (await provider()).runOne(request, lane, signal),
    test: async (signal) => (await provider()).test(signal),
    ...(signals && {
      readSignal: async (headers: Headers, body: Uint8Array) =>
        (await (await provider()).readSignal?.(headers, body)) ?? null,
    }),
  };
}
