type Series = readonly (bigint | number)[];

const WIDTH = 66;
const HEIGHT = 26;

/**
 * The shape of a row's days: all of it as a line over a light area, the batch part dark at the baseline. Each row has
 * its own scale, so there is no axis. Decoration: the row says its figures in words.
 */
export function Sparkline({ total, batch }: { total: Series; batch: Series }) {
  const max = Math.max(...total.map(Number), 0);
  if (total.length < 2 || max <= 0) return <svg width={WIDTH} height={HEIGHT} aria-hidden="true" />;
  const line = pathOf(total, max);
  const hasBatch = batch.some((value) => value > 0);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={closed(line)} className="fill-day-tint" />
      {hasBatch && <path d={closed(pathOf(batch, max))} className="fill-night" opacity=".9" />}
      <path d={line} fill="none" className="stroke-day-edge" strokeWidth="1.2" />
    </svg>
  );
}

function pathOf(values: Series, max: number): string {
  const step = (WIDTH - 2) / (values.length - 1);
  return values
    .map((value, index) => {
      const x = (1 + index * step).toFixed(1);
      const y = (HEIGHT - 2 - (Math.max(Number(value), 0) / max) * (HEIGHT - 5)).toFixed(1);
      return `${index === 0 ? "M" : "L"}${x} ${y}`;
    })
    .join("");
}

function closed(line: string): string {
  return `${line}L${WIDTH - 1} ${HEIGHT - 1}L1 ${HEIGHT - 1}Z`;
}
