const LEFT = 4;
const WIDTH = 44;
export const ROW = 50;
/** Height of the line after the tenth row. */
export const RULE = 30;

type ParetoProps = {
  /** Cumulative share after the row before, and after this one. */
  from: number;
  to: number;
  /** Pixels between the two rows: the rule, or the open endpoints of a group. */
  gap: number;
  isFirst: boolean;
};

/** This row's piece of the one line that runs down the table. It leaves its box upwards, to the row before. */
export function Pareto({ from, to, gap, isFirst }: ParetoProps) {
  const x = (share: number) => (LEFT + Math.min(Math.max(share, 0), 1) * WIDTH).toFixed(1);
  const top = isFirst ? 0 : -ROW / 2 - gap;
  return (
    <svg
      width="52"
      height={ROW}
      viewBox={`0 0 52 ${ROW}`}
      aria-hidden="true"
      className="pointer-events-none absolute top-0 left-10 overflow-visible max-lg:hidden"
    >
      <path
        d={`M${x(from)} ${top}L${x(to)} ${ROW / 2}`}
        className="stroke-text-3"
        strokeWidth="1.2"
        fill="none"
      />
      <circle cx={x(to)} cy={ROW / 2} r="2.6" className="fill-text" />
    </svg>
  );
}
