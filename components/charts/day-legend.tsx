import { MoonIcon, SunIcon } from "@/components/ui/icons";

/** Once per chart, at its top right. */
export function DayLegend({ dayWord }: { dayWord: string }) {
  return (
    <div className="flex gap-3.5 text-small leading-5 text-text-2">
      <span className="flex items-center gap-1.5">
        <span aria-hidden="true" className="size-2.5 rounded-[2px] bg-day inset-ring inset-ring-day-edge" />
        <SunIcon className="icon-xs" />
        {dayWord}
      </span>
      <span className="flex items-center gap-1.5">
        <span aria-hidden="true" className="size-2.5 rounded-[2px] bg-night" />
        <MoonIcon className="icon-xs" />
        Batch
      </span>
    </div>
  );
}
