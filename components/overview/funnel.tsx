"use client";
// Rendered whole: from the server React may send parts of a large drawing later, hidden by an inline style that our policy refuses.
import { DayLegend } from "@/components/charts/day-legend";
import { SectionHead } from "@/components/ui/nav/page-header";
import { Table, Td, Th } from "@/components/ui/table";
import { formatDollars } from "@/lib/core/money";
import { formatShare, shareOf } from "@/lib/core/numbers";
import type { Funnel as FunnelData, FunnelLeave, FunnelStep } from "@/lib/stages/fit/model/funnel";

const [BASE, TALLEST, BAR, STEP] = [252, 164, 62, 170] as const;

const TITLES: Record<FunnelStep["id"], string> = {
  total: "Total spend",
  asked: "Owner asked",
  fine: "“24 h is fine”",
  migrated: "Migrated",
  confirmed: "Discount confirmed",
};
const LEAVES: Record<FunnelLeave["id"], string> = {
  "not-asked": "not asked yet",
  no: "said no",
  waiting: "waiting",
  "kept-sync": "part kept sync",
  "still-sync": "approved, still sync",
  "in-question": "in question",
};

/** Where the dollars stand, at sync prices: what a step holds, and what left before the next, written where it leaves. */
export function Funnel({ funnel, note }: { funnel: FunnelData; note: string }) {
  const { steps, leaves } = funnel;
  const most = steps[0]?.total ?? 1n;
  const height = (amount: bigint) =>
    most === 0n ? 0 : Number((amount * BigInt(TALLEST) * 1000n) / most) / 1000;
  return (
    <section className="min-w-0">
      <SectionHead title="Where the dollars stand" note={note} aside={<DayLegend dayWord="Sync" />} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section aria-label="Where the dollars stand" tabIndex={0} className="overflow-x-auto">
        <svg viewBox="0 0 852 262" className="w-full min-w-[640px]" role="img" aria-label={sentence(steps)}>
          <Fades />
          {steps.map((step, index) => (
            <Step
              key={step.id}
              step={step}
              before={steps[0]}
              next={steps[index + 1]}
              x={index * STEP}
              height={height}
            />
          ))}
          {leaves.map((leave) => {
            const index = steps.findIndex((step) => step.id === leave.after);
            const row = leaves.filter((other) => other.after === leave.after).indexOf(leave);
            const top = BASE - height(steps[index]?.total ?? 0n);
            return (
              <text
                key={leave.id}
                x={index * STEP + BAR + 10}
                y={top + 15 + row * 16}
                className="fill-text-2 text-column"
              >
                <tspan
                  className={
                    leave.id === "in-question" ? "fill-bad font-semibold" : "fill-text font-semibold"
                  }
                >
                  {formatDollars(leave.amount)}
                </tspan>{" "}
                {LEAVES[leave.id]}
              </text>
            );
          })}
          <path d={`M0 ${BASE + 0.5}H743`} className="stroke-line-2" />
        </svg>
      </section>
      <details className="text-small text-text-3">
        <summary className="underlined w-fit">Show as table</summary>
        <FunnelTable funnel={funnel} />
      </details>
    </section>
  );
}

type StepProps = {
  step: FunnelStep;
  before: FunnelStep | undefined;
  next: FunnelStep | undefined;
  x: number;
  height(amount: bigint): number;
};

function Step({ step, before, next, x, height }: StepProps) {
  const [whole, batch] = [height(step.total), height(step.batch)];
  const sync = whole - batch;
  const [nextWhole, nextBatch] = [height(next?.total ?? 0n), height(next?.batch ?? 0n)];
  const isEmpty = step.total === 0n;
  return (
    <g>
      {next && nextBatch > 0 && (
        <rect
          x={x + BAR}
          y={BASE - nextBatch}
          width={STEP - BAR}
          height={nextBatch}
          className="fill-night-tint"
        />
      )}
      {next && nextWhole > nextBatch && (
        <rect
          x={x + BAR}
          y={BASE - nextWhole}
          width={STEP - BAR}
          height={nextWhole - nextBatch}
          className="fill-day-tint"
        />
      )}
      {/* Until an invoice says more, nothing has left what is migrated. */}
      {next && !(next.id === "confirmed" && next.total === 0n) && whole > nextWhole && (
        <rect
          x={x + BAR}
          y={BASE - whole}
          width="44"
          height={whole - nextWhole}
          fill={`url(#fade-${next.id === "confirmed" ? "bad" : "day"})`}
        />
      )}
      {isEmpty && (
        <rect
          x={x + 0.5}
          y={BASE - 27}
          width={BAR}
          height="27"
          strokeDasharray="3 3"
          className="fill-bg stroke-night-edge"
        />
      )}
      {sync > 0 && (
        <rect
          x={x + 0.5}
          y={BASE - whole}
          width={BAR}
          height={Math.max(0, sync - 1.5)}
          className="fill-day stroke-day-edge"
        />
      )}
      {batch > 0 && <rect x={x} y={BASE - batch} width={BAR + 1} height={batch} className="fill-night" />}
      <text x={x + 0.5} y="14" className="fill-text-2 text-control">
        {TITLES[step.id]}
      </text>
      <text x={x + 0.5} y="39" className="fill-text text-h1">
        {isEmpty && step.id === "confirmed" ? "–" : formatDollars(step.total)}
      </text>
      <text x={x + 0.5} y="57" className="fill-text-3 text-column">
        {factOf(step, before)}
      </text>
    </g>
  );
}

function factOf(step: FunnelStep, first: FunnelStep | undefined): string {
  const endpoints = `${step.endpoints} endpoint${step.endpoints === 1 ? "" : "s"}`;
  if (step.id === "total") return endpoints;
  if (step.id === "confirmed" && step.total === 0n) return "no invoice matched yet";
  return `${formatShare(shareOf(step.total, first?.total ?? null))}, ${endpoints}`;
}

function Fades() {
  return (
    <defs>
      <linearGradient id="fade-day">
        <stop stopColor="var(--day)" stopOpacity=".42" />
        <stop offset="1" stopColor="var(--day)" stopOpacity="0" />
      </linearGradient>
      <linearGradient id="fade-bad">
        <stop stopColor="var(--bad)" stopOpacity=".42" />
        <stop offset="1" stopColor="var(--bad)" stopOpacity="0" />
      </linearGradient>
    </defs>
  );
}

function FunnelTable({ funnel }: { funnel: FunnelData }) {
  return (
    <Table caption="Where the dollars stand" className="mt-2">
      <thead>
        <tr>
          <Th>Step</Th>
          <Th end>At sync price</Th>
          <Th end>Already batch</Th>
          <Th end>Endpoints</Th>
          <Th>Leaves before the next</Th>
        </tr>
      </thead>
      <tbody>
        {funnel.steps.map((step) => (
          <tr key={step.id}>
            <Td>{TITLES[step.id]}</Td>
            <Td end>{formatDollars(step.total)}</Td>
            <Td end>{formatDollars(step.batch)}</Td>
            <Td end>{step.endpoints}</Td>
            <Td>
              {funnel.leaves
                .filter((leave) => leave.after === step.id)
                .map((leave) => `${formatDollars(leave.amount)} ${LEAVES[leave.id]}`)
                .join(", ")}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function sentence(steps: readonly FunnelStep[]): string {
  return `Audit funnel: ${steps.map((step) => `${TITLES[step.id]} ${formatDollars(step.total)}`).join(", ")}.`;
}
