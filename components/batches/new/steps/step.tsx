import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

export type StepStanding = "done" | "now" | "next";

type StepProps = {
  number: number;
  title: string;
  standing: StepStanding;
  /** Beside the title: a badge, the file's name. */
  beside?: ReactNode;
  /** At the end of the line. */
  aside?: ReactNode;
  children?: ReactNode;
};

const NUMBERS: Record<StepStanding, string> = {
  done: "border-ink bg-ink text-on-ink",
  now: "border-ink text-text inset-ring-[.6px] inset-ring-ink",
  next: "border-ctl-line text-text-2",
};

/** One of the four; all of them stand on the page, and a done one is a line. */
export function Step({ number, title, standing, beside, aside, children }: StepProps) {
  return (
    <section
      aria-labelledby={`step-${number}`}
      className="grid grid-cols-[40px_minmax(0,1fr)] border-t border-line py-5 max-md:grid-cols-[34px_minmax(0,1fr)]"
    >
      <span
        aria-hidden="true"
        className={cx(
          "grid size-6 place-items-center rounded-full border-[1.2px] text-small font-semibold",
          NUMBERS[standing],
        )}
      >
        {standing === "done" ? <Check className="icon-xs" /> : number}
      </span>
      <div className="min-w-0">
        <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1">
          <h2 id={`step-${number}`} className="text-h2">
            {title}
            {standing === "done" && <span className="sr-only">, done</span>}
          </h2>
          {beside}
          {aside && <div className="ml-auto text-small text-text-3">{aside}</div>}
        </div>
        {children}
      </div>
    </section>
  );
}
