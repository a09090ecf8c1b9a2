"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { changesOf, type Seen, takeNews } from "./news";

type Status = "still" | "live" | "reconnecting";

/** Changes that come closer together than this are drawn at once. */
const GATHER_MS = 1000;
/** The hand of the clock moves even when nothing changes. */
const REDRAW_MS = 30_000;
/** The server says that it is there every ten seconds; silence for longer than this is none. */
const SILENCE_MS = 35_000;
const RETRY_MS = 5000;

/** Follows a stream of changes and draws the page anew. Nothing is polled while it works. */
export function useLive(url: string, seen: Seen[], drawnAt: string) {
  const router = useRouter();
  const [status, setStatus] = useState<Status>("still");
  const [now, setNow] = useState(0);
  const fresh = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new drawing is what makes the page fresh
  useEffect(() => {
    fresh.current = Date.now();
    setNow(Date.now());
  }, [drawnAt]);

  useEffect(() => {
    let source: EventSource | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let redraw: ReturnType<typeof setTimeout> | undefined;
    let heard = Date.now();
    const draw = () => {
      redraw = undefined;
      if (document.visibilityState === "visible") router.refresh();
    };
    const hear = () => {
      heard = Date.now();
      fresh.current = heard;
      setStatus("live");
    };
    const open = () => {
      source = new EventSource(url);
      source.addEventListener("open", hear);
      source.addEventListener("beat", hear);
      source.addEventListener("change", () => {
        hear();
        redraw ??= setTimeout(draw, GATHER_MS);
      });
      source.addEventListener("error", () => {
        setStatus("reconnecting");
        // The browser tries again by itself, unless it was refused.
        if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
      });
    };
    open();
    const tick = setInterval(() => {
      setNow(Date.now());
      if (Date.now() - heard > SILENCE_MS) setStatus("reconnecting");
    }, 1000);
    const hand = setInterval(draw, REDRAW_MS);
    // A page that was hidden is drawn when it is looked at again.
    document.addEventListener("visibilitychange", draw);
    return () => {
      source?.close();
      for (const timer of [retry, redraw]) clearTimeout(timer);
      for (const timer of [tick, hand]) clearInterval(timer);
      document.removeEventListener("visibilitychange", draw);
    };
  }, [url, router]);

  return { status, age: Math.max(0, Math.floor((now - fresh.current) / 1000)), news: useNews(seen) };
}

/** What changed, in a sentence; at most one in 30 seconds, and nothing is left out. */
function useNews(seen: Seen[]): string {
  const [said, say] = useState("");
  const last = useRef<Seen[]>(seen);
  const waiting = useRef<string[]>([]);
  const saidAt = useRef(0);
  useEffect(() => {
    waiting.current.push(...changesOf(last.current, seen));
    last.current = seen;
    const speak = () => {
      const news = takeNews(waiting.current, saidAt.current, Date.now());
      if (news === null) return;
      waiting.current = [];
      saidAt.current = Date.now();
      say(news);
    };
    speak();
    const timer = setInterval(speak, 1000);
    return () => clearInterval(timer);
  }, [seen]);
  return said;
}
