"use client";
import { greeting } from "@/components/shell/clock";
import { useClock } from "@/components/shell/use-clock";

/** By the clock of who reads it. */
export function Greeting({ name, serverClock }: { name: string; serverClock: string }) {
  return (
    <p className="text-[14px] leading-5 text-text-2">
      {greeting(useClock(serverClock))}, {name}
    </p>
  );
}
