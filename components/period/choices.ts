import { addDays, type Day, formatPeriod, type Period, periodEndingOn, startOf } from "@/lib/core/period";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The calendar month that the day is in. */
export function monthOf(day: Day): Period {
  const from = `${day.slice(0, 8)}01`;
  const next = addDays(from, 31);
  return { from, to: addDays(`${next.slice(0, 8)}01`, -1) };
}

/** `November 2025` for a whole month, else `28 Oct – 26 Nov 2025`. */
export function periodTitle(period: Period): string {
  const month = monthOf(period.from);
  if (month.from !== period.from || month.to !== period.to) return formatPeriod(period);
  return `${MONTHS[startOf(period.from).getUTCMonth()]} ${period.from.slice(0, 4)}`;
}

export type PeriodChoice = { label: string; period: Period | null };

/** What the picker offers, counted back from the last day with usage; null is the default period. */
export function periodChoices(lastDay: Day): PeriodChoice[] {
  const thisMonth = monthOf(lastDay);
  const lastMonth = monthOf(addDays(thisMonth.from, -1));
  return [
    { label: "Last 30 days with usage", period: null },
    { label: "Last 7 days", period: periodEndingOn(lastDay, 7) },
    { label: "Last 90 days", period: periodEndingOn(lastDay, 90) },
    { label: periodTitle(thisMonth), period: thisMonth },
    { label: periodTitle(lastMonth), period: lastMonth },
  ];
}

/** The address of the page with another period and everything else kept, save the place in the list. */
export function periodHref(path: string, search: string, period: Period | null): string {
  const params = new URLSearchParams(search);
  for (const name of ["from", "to", "cursor"]) params.delete(name);
  if (period) {
    params.set("from", period.from);
    params.set("to", period.to);
  }
  return params.size > 0 ? `${path}?${params}` : path;
}
