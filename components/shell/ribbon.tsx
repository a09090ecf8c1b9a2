"use client";
import Link from "next/link";
import { MoonIcon } from "@/components/ui/icons";
import { readClock } from "./clock";
import { useClock } from "./use-clock";

const WIDTH = 172;

/** The 24 hours in amber and indigo with the hand of now. `tonight`: batches scheduled for the night; null: none. */
export function Ribbon({ serverClock, tonight }: { serverClock: string; tonight: number | null }) {
  const now = readClock(useClock(serverClock));
  const x = now.share * WIDTH;
  return (
    <div className="px-2 py-2.5">
      <div className="mb-1.5 flex justify-between text-column leading-5 text-text-2">
        <span>{now.text}</span>
        {tonight !== null && (
          <Link href="/batches?state=waiting" className="flex items-center gap-1 text-night-text">
            <MoonIcon className="icon-xs" />
            {tonight} tonight
          </Link>
        )}
      </div>
      <svg
        width={WIDTH}
        height="26"
        viewBox={`0 0 ${WIDTH} 26`}
        role="img"
        aria-label={`Day 06 to 22, night 22 to 06. Now ${now.time}.`}
      >
        <rect x="0" y="6" width="42" height="7" rx="1" className="fill-night" />
        <rect x="43.5" y="6.5" width="113.67" height="6" rx="1" className="fill-day stroke-day-edge" />
        <rect x="158.67" y="6" width="13.33" height="7" rx="1" className="fill-night" />
        <path d={`M${x} 2v15`} className="stroke-text" strokeWidth="1.5" />
        <circle cx={x} cy="2.5" r="2.2" className="fill-text" />
        <g className="fill-text-3 text-[10px]">
          <text x="0" y="25">
            00
          </text>
          <text x="43" y="25" textAnchor="middle">
            06
          </text>
          <text x="157.67" y="25" textAnchor="middle">
            22
          </text>
        </g>
      </svg>
    </div>
  );
}
