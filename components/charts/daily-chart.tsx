"use client";
import dynamic from "next/dynamic";
import type { DailyChartProps } from "./day-cost";

// Recharts is heavy and draws nothing that the table beside it does not say: it comes after the page.
const DailyBars = dynamic(() => import("./daily-bars").then((module) => module.DailyBars), {
  ssr: false,
  loading: () => <div className="h-[196px]" />,
});

export function DailyChart(props: DailyChartProps) {
  return <DailyBars {...props} />;
}
