"use client";
import { CircleAlert } from "lucide-react";
import { useLive } from "./use-live";

type LiveProps = {
  /** Where the changes come from. */
  url: string;
  /** What is on the page now, to say what changed. */
  seen: { id: string; name: string; word: string }[];
  /** When the server drew it: what stands without scripts. */
  drawnAt: string;
};

/** Says how fresh the page is, and keeps it so. Its words are not announced; changes of state are, now and then. */
export function Live({ url, seen, drawnAt }: LiveProps) {
  const { status, age, news } = useLive(url, seen, drawnAt);
  return (
    <span className="ml-1.5 flex min-h-6 items-center gap-1.5 text-small whitespace-nowrap text-text-2">
      {status === "live" && (
        <>
          <span aria-hidden="true" className="size-[7px] rounded-full bg-ok ring-3 ring-ok-tint" />
          Live, updated {age} s ago
        </>
      )}
      {status === "reconnecting" && (
        <span className="flex items-center gap-1.5 font-medium text-text">
          <CircleAlert className="icon-xs" />
          Reconnecting
        </span>
      )}
      {status === "still" && `As of ${drawnAt.slice(11, 16)} UTC`}
      <span role="status" aria-live="polite" className="sr-only">
        {news}
      </span>
    </span>
  );
}
