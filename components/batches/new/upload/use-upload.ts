"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { draftHref } from "../../address";
import { type Hooks, sendFile, UploadRefused } from "./send-file";
import { beginUpload, dropUpload, FieldsRefused, transport } from "./transport";

/** An upload that was begun before and waits for the rest of its bytes. */
export type Begun = { id: string; filename: string; bytes: number; bytesTotal: number };

export type Progress = { name: string; size: number; sent: number; rate: number | null; isBroken: boolean };
export type Problems = Record<string, string>;

const FIRST_WAIT_MS = 1000;
const MOST_WAIT_MS = 30_000;
/** The rate is that of the last seconds: what a person would measure. */
const MEASURED_MS = 6000;

/** One file on its way, from choosing it to the batch that it becomes. */
export function useUpload(begun: readonly Begun[]) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [problems, setProblems] = useState<Problems | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const send = async (sending: File, way: { id: string; at: number }) => {
    const controller = new AbortController();
    stop.current = controller;
    const { name, size } = sending;
    setProgress({ name, size, sent: way.at, rate: null, isBroken: false });
    try {
      const hooks = hooksOf(setProgress, controller.signal);
      await sendFile(sending, transport(controller.signal), { ...way, hooks, signal: controller.signal });
      router.push(draftHref(way.id));
    } catch (error) {
      setProgress(null);
      if (error instanceof UploadRefused) setProblems({ body: error.message });
      else if (controller.signal.aborted) router.refresh();
      else throw error;
    } finally {
      stop.current = null;
    }
  };

  /** A file that was begun before goes on at once; another one waits for its tags. */
  const choose = (chosen: File | undefined) => {
    if (!chosen || stop.current) return;
    setProblems(chosen.size === 0 ? { file: "The file is empty." } : null);
    const known = begun.find((one) => one.filename === chosen.name && one.bytesTotal === chosen.size);
    setFile(chosen.size === 0 ? null : chosen);
    if (known) void send(chosen, { id: known.id, at: known.bytes });
  };

  const begin = async (tags: Record<string, string>) => {
    if (stop.current) return;
    if (!file) return setProblems({ file: "Choose the file of requests first." });
    setProblems(null);
    try {
      const input = { ...tags, start: "hold", filename: file.name, bytesTotal: file.size };
      await send(file, { id: await beginUpload(input), at: 0 });
    } catch (error) {
      if (error instanceof FieldsRefused && Object.keys(error.fields).length > 0) setProblems(error.fields);
      else
        setProblems({
          body: error instanceof UploadRefused ? error.message : "The server did not answer. Try again.",
        });
    }
  };

  return {
    ...{ file, progress, problems, choose, begin },
    /** What is sent stays for two days, so that it can be gone on with. */
    pause: () => stop.current?.abort(),
    drop: async (id: string) => {
      await dropUpload(id);
      router.refresh();
    },
  };
}

type SetProgress = (change: (now: Progress | null) => Progress | null) => void;

function hooksOf(set: SetProgress, signal: AbortSignal): Hooks {
  const samples: { at: number; bytes: number }[] = [];
  return {
    onProgress(bytes) {
      const at = Date.now();
      samples.push({ at, bytes });
      while (samples.length > 2 && at - (samples[0]?.at ?? at) > MEASURED_MS) samples.shift();
      const rate = rateOf(samples);
      set((now) => now && { ...now, sent: bytes, rate, isBroken: false });
    },
    onBroken: () => set((now) => now && { ...now, isBroken: true, rate: null }),
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
