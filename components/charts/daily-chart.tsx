"use client";
import dynamic from "next/dynamic";
import type { DayCost } from "./day-cost";

// Recharts is heavy and draws nothing that the table beside it does not say: it comes after the page.
const DailyBars = dynamic(() => import("./daily-bars").then((module) => module.DailyBars), {
  ssr: false,
  loading: () => <div className="h-[196px]" />,
});

/** Days of sync and batch. A press on a day opens `hrefOf`: the address with `{from}` and `{to}` put in. */
export function DailyChart({ label, days, dayHref }: { label: string; days: DayCost[]; dayHref: string }) {
  return <DailyBars label={label} days={days} dayHref={dayHref} />;
}
