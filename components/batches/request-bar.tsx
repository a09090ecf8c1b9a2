import { useId } from "react";
import type { Progress } from "./words";

const HEIGHT = 6;
/** Percent; what is there is seen. */
const LEAST = 1.2;

type Part = { share: number; face: "night" | "day" | "bad" | "hatch" | "grey" };

/** What became of the requests as lengths. The figures stand beside it in words. */
export function RequestBar({ progress, className }: { progress: Progress; className?: string }) {
  const hatch = useId();
  const parts = partsOf(progress);
  let at = 0;
  return (
    <svg width="100%" height={HEIGHT} aria-hidden="true" className={className}>
      <defs>
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="4" height="4" className="fill-bad-tint" />
          <rect width="2" height="4" className="fill-bad" />
        </pattern>
      </defs>
      <rect
        x=".5"
        y=".5"
        height={HEIGHT - 1}
        rx=".5"
        className="w-[calc(100%-1px)] fill-night-tint stroke-night-edge/35"
      />
      {parts.map(({ share, face }) => {
        const x = at;
        at += share;
        const place = { x: `${x}%`, width: `${Math.max(share - (at < 99.9 ? 0.6 : 0), 0.4)}%` };
        return face === "hatch" ? (
          <rect key={face} {...place} height={HEIGHT} rx="1" fill={`url(#${hatch})`} />
        ) : (
          <rect key={face} {...place} height={HEIGHT} rx="1" className={FILLS[face]} />
        );
      })}
    </svg>
  );
}

const FILLS = {
  night: "fill-night",
  day: "fill-day stroke-day-edge",
  bad: "fill-bad",
  grey: "fill-text-3",
};

function partsOf({ total, succeeded, syncDone, failed, expired, cancelled }: Progress): Part[] {
  const counts: [number, Part["face"]][] = [
    [Math.max(0, succeeded - syncDone), "night"],
    [Math.min(succeeded, syncDone), "day"],
    [failed, "bad"],
    [expired, "hatch"],
    [cancelled, "grey"],
  ];
  const present = counts.filter(([count]) => count > 0);
  const raw = present.map(([count, face]) => ({
    share: Math.max(LEAST, (count / Math.max(1, total)) * 100),
    face,
  }));
  const sum = raw.reduce((all, { share }) => all + share, 0);
  // What was widened to be seen is taken from the widest.
  const most = Math.max(...raw.map(({ share }) => share));
  return raw.map((part) =>
    sum > 100 && part.share === most ? { ...part, share: part.share - (sum - 100) } : part,
  );
}
