import { Check, CircleAlert, Dot, Pencil, Play, Search, Send, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { MoonIcon, SunIcon } from "@/components/ui/icons";
import { formatClock } from "@/lib/core/instants";
import { dayOf, formatDay } from "@/lib/core/period";
import type { BatchEventView } from "@/lib/stages/batches/model/view";

/** What went well or badly shows that; the rest shows what it was. */
function EventIcon({ tone, event }: Pick<BatchEventView, "tone" | "event">) {
  if (tone === "good") return <Check className="icon-xs text-ok" />;
  if (tone === "bad") return <CircleAlert className="icon-xs text-bad" />;
  return PLAIN[event] ?? <Dot className="icon-xs text-text-3" />;
}

const PLAIN: Record<string, ReactNode> = {
  "batch.received": <Upload className="icon-xs text-text-2" />,
  "batch.fix-added": <Pencil className="icon-xs text-text-2" />,
  "batch.started": <Play className="icon-xs text-text-2" />,
  "batch.released": <Play className="icon-xs text-text-2" />,
  "part.submitting": <Send className="icon-xs text-text-2" />,
  "part.not-found": <Search className="icon-xs text-text-2" />,
  "part.running": <MoonIcon className="icon-xs text-night-text" />,
  "rest.begun": <SunIcon className="icon-xs text-day-text" />,
};

const DAY_MS = 86_400_000;

/** What happened, the latest first. What is older than a day says which one. */
export function EventLog({ events, now }: { events: BatchEventView[]; now: Date }) {
  return (
    <section aria-labelledby="event-log">
      <h2 id="event-log" className="pt-2 pb-[9px] text-h2">
        Event log
      </h2>
      <ol className="border-t border-line-2 text-control leading-[17px]">
        {events.map((event) => (
          <li
            key={event.id}
            className="grid grid-cols-[auto_14px_minmax(0,1fr)] gap-2 border-b border-line py-[7px]"
          >
            <time dateTime={event.at.toISOString()} className="w-11 text-text-3">
              {now.getTime() - event.at.getTime() >= DAY_MS && (
                <span className="block">{formatDay(dayOf(event.at))}</span>
              )}
              {formatClock(event.at)}
            </time>
            <span className="pt-[2.5px]">
              <EventIcon {...event} />
            </span>
            <span className="[overflow-wrap:anywhere]">{event.words}</span>
          </li>
        ))}
      </ol>
      {events.length === 0 && <p className="pt-2 text-text-3">Nothing happened yet.</p>}
    </section>
  );
}
