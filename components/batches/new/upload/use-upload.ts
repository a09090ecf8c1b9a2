"use client";
import { useEffect, useRef, useState } from "react";
import { type Begun, isSameFile, recallUpload, rememberUpload } from "./remembered";
import { type Hooks, sendFile, UploadRefused } from "./send-file";
import { transport } from "./transport";

export type Upload =
  | { kind: "none"; problem: string | null; begun: Begun | null }
  | { kind: "sending"; name: string; size: number; sent: number; rate: number | null; isBroken: boolean }
  | { kind: "there"; id: string; name: string; size: number };

const FIRST_WAIT_MS = 1000;
const MOST_WAIT_MS = 30_000;
/** The rate is that of the last seconds: what a person would measure. */
const MEASURED_MS = 6000;

/** One file on its way, from choosing it to the last byte. */
export function useUpload() {
  const [upload, setUpload] = useState<Upload>({ kind: "none", problem: null, begun: null });
  const stop = useRef<AbortController | null>(null);

  useEffect(() => {
    setUpload((now) => (now.kind === "none" ? { ...now, begun: recallUpload() } : now));
    return () => stop.current?.abort();
  }, []);

  const send = async (file: File) => {
    if (stop.current) return;
    const controller = new AbortController();
    stop.current = controller;
    const known = recallUpload();
    const resume = known && isSameFile(known, file) ? known.id : null;
    const { name, size } = file;
    if (size === 0) return setProblem("The file is empty.");
    setUpload({ kind: "sending", name, size, sent: 0, rate: null, isBroken: false });
    try {
      const hooks = hooksOf(file, setUpload, controller.signal);
      const id = await sendFile(file, transport(controller.signal), {
        resume,
        hooks,
        signal: controller.signal,
      });
      setUpload({ kind: "there", id, name, size });
    } catch (error) {
      if (error instanceof UploadRefused) {
        rememberUpload(null);
        setProblem(error.message);
      } else setUpload({ kind: "none", problem: null, begun: recallUpload() });
    } finally {
      stop.current = null;
    }
  };

  const setProblem = (problem: string) => {
    stop.current = null;
    setUpload({ kind: "none", problem, begun: null });
  };
  const cancel = () => {
    rememberUpload(null);
    stop.current?.abort();
  };
  const forget = () => {
    rememberUpload(null);
    setUpload({ kind: "none", problem: null, begun: null });
  };
  return { upload, send, cancel, forget };
}

type SetUpload = (change: (now: Upload) => Upload) => void;

function hooksOf(file: File, set: SetUpload, signal: AbortSignal): Hooks {
  const samples: { at: number; bytes: number }[] = [];
  return {
    onBegun: (id) => rememberUpload({ id, name: file.name, size: file.size, modified: file.lastModified }),
    onProgress(bytes) {
      const at = Date.now();
      samples.push({ at, bytes });
      while (samples.length > 2 && at - (samples[0]?.at ?? at) > MEASURED_MS) samples.shift();
      const rate = rateOf(samples);
      set((now) => (now.kind === "sending" ? { ...now, sent: bytes, rate, isBroken: false } : now));
    },
    onBroken: () => set((now) => (now.kind === "sending" ? { ...now, isBroken: true, rate: null } : now)),
    wait: (failures) => untilWorthTrying(failures, signal),
  };
}

function rateOf(samples: { at: number; bytes: number }[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < 500) return null;
  return Math.max(0, ((last.bytes - first.bytes) / (last.at - first.at)) * 1000);
}

/** Longer after every failure, and at once when the browser is on the net again. */
function untilWorthTrying(failures: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), MOST_WAIT_MS));
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
