import { Tag } from "@/components/ui/badge";
import { HalfIcon, MoonIcon, SunIcon } from "@/components/ui/icons";
import type { Verdict } from "@/lib/core/values";

const LOOK = {
  good: { tone: "night", word: "Good fit", icon: <MoonIcon className="icon-xs" /> },
  partial: { tone: "half", word: "Partial fit", icon: <HalfIcon className="icon-xs" /> },
  "stays-sync": { tone: "day", word: "Stays sync", icon: <SunIcon className="icon-xs" /> },
  "not-enough-data": { tone: "line", word: "Not enough data", icon: null },
} as const;

/** A verdict is written as day and night are: moon, sun, or half of each. */
export function VerdictTag({ verdict }: { verdict: Verdict }) {
  const { tone, word, icon } = LOOK[verdict];
  return (
    <Tag tone={tone} icon={icon}>
      {word}
    </Tag>
  );
}
