type Amount = bigint | number;

type SplitBarProps = {
  /** Everything that is not batch. */
  sync: Amount;
  batch: Amount;
  /** The amount that would fill the width: the first row's. */
  max: Amount;
  /** Pixels. */
  width?: number;
  className?: string;
};

/** Dollars as length: sync light and outlined, batch dark, a pixel between them. The figures stand beside it in words. */
export function SplitBar({ sync, batch, max, width = 122, className }: SplitBarProps) {
  const { day, night } = splitWidths({ sync: Number(sync), batch: Number(batch), max: Number(max) }, width);
  const left = day > 0 && night > 0 ? day + 1 : day;
  return (
    <svg width={width} height="6" viewBox={`0 0 ${width} 6`} aria-hidden="true" className={className}>
      {day > 0 && (
        <rect x=".5" y=".5" width={day - 1} height="5" rx=".5" className="fill-day stroke-day-edge" />
      )}
      {night > 0 && <rect x={left} width={night} height="6" rx="1" className="fill-night" />}
    </svg>
  );
}

/** What is there is seen: a part above zero is at least two pixels wide. */
export function splitWidths(
  { sync, batch, max }: { sync: number; batch: number; max: number },
  width: number,
): { day: number; night: number } {
  if (max <= 0) return { day: 0, night: 0 };
  const pixels = (value: number) => (value > 0 ? Math.max(2, (value / max) * width) : 0);
  const night = Math.min(pixels(batch), width);
  const gap = sync > 0 && batch > 0 ? 1 : 0;
  return { day: Math.min(pixels(sync), Math.max(width - night - gap, 0)), night };
}
