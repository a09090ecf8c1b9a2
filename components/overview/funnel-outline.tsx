const BASE = 130.5;
const WIDTH = 62;
const STEP = 204.5;

/** The steps that a dollar goes through, in the proportions of the sample, without a figure: nothing is known yet. */
const STEPS = [
  { label: "Total spend", height: 110, isBatch: false },
  { label: "Owner asked", height: 91.7, isBatch: false },
  { label: "“24 h is fine”", height: 53.9, isBatch: false },
  { label: "Migrated", height: 29.3, isBatch: true },
  { label: "Confirmed", height: 27.2, isBatch: true },
];

export function FunnelOutline() {
  return (
    <div className="pt-[22px]">
      <p className="mb-3 text-small text-text-3">What you will see here</p>
      <svg width="100%" viewBox="0 0 910 158" aria-hidden="true">
        {STEPS.map(({ label, height, isBatch }, index) => {
          const x = 0.5 + index * STEP;
          const next = STEPS[index + 1];
          return (
            <g key={label}>
              {next && (
                <rect
                  x={x + WIDTH}
                  y={BASE - next.height - 0.5}
                  width={STEP - WIDTH}
                  height={next.height}
                  className="fill-sunk"
                />
              )}
              <rect
                x={x}
                y={BASE - height}
                width={WIDTH}
                height={height}
                strokeDasharray="3 3"
                className={`fill-bg ${isBatch ? "stroke-night-edge" : "stroke-day-edge"}`}
              />
              <text x={x} y="150" className="fill-text-2 text-[12px]">
                {label}
              </text>
            </g>
          );
        })}
        <path d={`M0 ${BASE}H880`} className="stroke-line-2" />
      </svg>
    </div>
  );
}
