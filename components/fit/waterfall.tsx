"use client";
// Rendered whole: from the server React may send parts of a large drawing later, hidden by an inline style that our policy refuses.
import { Table, Td, Th } from "@/components/ui/table";
import { formatDollars } from "@/lib/core/money";
import { shownSteps, type WaterfallSteps } from "@/lib/stages/fit/model/shown-steps";

const [HEIGHT, BASE, WIDTH, STEP] = [125, 165, 43, 80] as const;

type Bar = { name: string[]; amount: bigint; from: bigint; to: bigint; look: string; sign?: boolean };

/** What batch would cost, from the list price without cache to the forecast. */
export function Waterfall({ steps }: { steps: WaterfallSteps }) {
  const shown = shownSteps(steps);
  const afterDiscount = shown.sync + shown.discount;
  const bars: Bar[] = [
    {
      name: ["List price,", "no cache"],
      amount: shown.withoutCache,
      from: 0n,
      to: shown.withoutCache,
      look: "outline",
    },
    {
      name: ["Cache", "reads"],
      amount: shown.cache,
      from: shown.withoutCache,
      to: shown.sync,
      look: "dashed",
      sign: true,
    },
    { name: ["Sync", "today"], amount: shown.sync, from: 0n, to: shown.sync, look: "day" },
    {
      name: ["Batch", "price"],
      amount: shown.discount,
      from: shown.sync,
      to: afterDiscount,
      look: "hatch-n",
      sign: true,
    },
    {
      name: ["Fewer", "cache hits"],
      amount: shown.fewerHits,
      from: afterDiscount,
      to: shown.forecast,
      look: "hatch-d",
      sign: true,
    },
    { name: ["Batch", "forecast"], amount: shown.forecast, from: 0n, to: shown.forecast, look: "night" },
  ];
  const top = bars.reduce((most, { to }) => maximum(most, to), 1n);
  const y = (value: bigint) => BASE - Number((value * BigInt(HEIGHT) * 100n) / top) / 100;
  return (
    <>
      <svg viewBox="0 0 490 200" className="w-full" role="img" aria-label={sentenceOf(shown)}>
        <Patterns />
        <path d={`M0 ${BASE + 0.5}H490`} className="stroke-line-2" />
        {bars.map((bar, index) => {
          const x = 4 + index * STEP;
          const [high, low] = [Math.min(y(bar.from), y(bar.to)), Math.max(y(bar.from), y(bar.to))];
          return (
            <g key={bar.look}>
              <rect
                x={x + 0.5}
                y={high}
                width={WIDTH}
                height={Math.max(1, low - high)}
                className={`step step-${bar.look}`}
              />
              {index < bars.length - 1 && (
                <path
                  d={`M${x + WIDTH + 1} ${y(bar.to)}H${x + STEP}`}
                  strokeDasharray="2 3"
                  className="stroke-line-2"
                />
              )}
              <text x={x} y={high - 7} className="fill-text text-small font-semibold">
                {bar.sign && bar.amount > 0n ? "+" : ""}
                {formatDollars(bar.amount)}
              </text>
              {bar.name.map((line, row) => (
                <text key={line} x={x} y={BASE + 15 + row * 13} className="fill-text-2 text-micro">
                  {line}
                </text>
              ))}
            </g>
          );
        })}
      </svg>
      <details className="text-small text-text-3">
        <summary className="underlined w-fit">Show as table</summary>
        <Table caption="What batch would cost" className="mt-2 max-w-[360px]">
          <thead>
            <tr>
              <Th>Step</Th>
              <Th end>A month</Th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ name, amount, sign, look }) => (
              <tr key={look}>
                <Th scope="row">{name.join(" ")}</Th>
                <Td end>
                  {sign && amount > 0n ? "+" : ""}
                  {formatDollars(amount)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </>
  );
}

const maximum = (a: bigint, b: bigint) => (a < b ? b : a);

function Patterns() {
  return (
    <defs>
      <pattern id="hatch-n" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V5" strokeWidth="1.4" className="stroke-night-edge" />
      </pattern>
      <pattern id="hatch-d" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V5" strokeWidth="1.4" className="stroke-day-edge" />
      </pattern>
    </defs>
  );
}

function sentenceOf(steps: WaterfallSteps): string {
  return `Sync today ${formatDollars(steps.sync)}, batch forecast ${formatDollars(steps.forecast)}.`;
}
