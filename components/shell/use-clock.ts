"use client";
import { useSyncExternalStore } from "react";
import { wallClock } from "./clock";

function everyMinute(tell: () => void) {
  const timer = setInterval(tell, 5_000);
  return () => clearInterval(timer);
}

/** The local time; `server` (the server's UTC time) until the browser has taken over. */
export function useClock(server: string): string {
  return useSyncExternalStore(
    everyMinute,
    () => wallClock(new Date()),
    () => server,
  );
}
