type Amount = bigint | number;

/** Percent of the place: what is left holds the gap and the outlines, which are pixels. */
const FULL = 99.3;

/** A split bar as wide as its place: sync light and outlined, batch dark, a gap between them. `max` fills the width. */
export function PercentBar({ sync, batch, max }: { sync: Amount; batch: Amount; max: Amount }) {
  const percent = (value: Amount) =>
    Number(max) > 0 ? Math.max((Number(value) / Number(max)) * FULL, 0) : 0;
  const day = percent(sync);
  const night = percent(batch);
  return (
    <svg width="100%" height="6" aria-hidden="true" className="overflow-visible">
      {day > 0 && (
        <rect x=".5" y=".5" width={`${day.toFixed(3)}%`} height="5" className="fill-day stroke-day-edge" />
      )}
      {night > 0 && (
        <svg x={`${day.toFixed(3)}%`} overflow="visible" aria-hidden="true">
          <rect x={day > 0 ? 2 : 0} width={`${night.toFixed(3)}%`} height="6" rx="1" className="fill-night" />
        </svg>
      )}
    </svg>
  );
}
