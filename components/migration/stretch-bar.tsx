type StretchBarProps = { sync: bigint; batch: bigint; max: bigint; height?: 4 | 5 | 6; className?: string };

/** Dollars as a part of the width that there is: sync light and outlined, batch dark. The figures stand beside it. */
export function StretchBar({ sync, batch, max, height = 4, className }: StretchBarProps) {
  const share = (value: bigint) =>
    max > 0n && value > 0n ? Math.max(1, (Number(value) / Number(max)) * 100) : 0;
  const [day, night] = [share(sync), share(batch)];
  const cut = Math.min(day, 100 - night);
  return (
    <svg width="100%" height={height} aria-hidden="true" className={className}>
      {day > 0 && (
        <rect
          x="0.5"
          y="0.5"
          width={`${Math.max(0, cut - 1)}%`}
          height={height - 1}
          rx=".5"
          className="fill-day stroke-day-edge"
        />
      )}
      {night > 0 && (
        <rect
          x={`${cut}%`}
          width={`${Math.min(night, 100)}%`}
          height={height}
          rx="1"
          className="fill-night"
        />
      )}
    </svg>
  );
}
