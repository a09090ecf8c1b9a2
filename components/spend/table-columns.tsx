import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ServerColumn } from "@/components/tables/types";
import { daysBetween } from "@/lib/core/period";
import type { Grouping } from "@/lib/core/values";
import type { SpendPage } from "@/lib/stages/spend/model/page";
import type { SortColumn } from "@/lib/stages/spend/model/query";
import { sortHref } from "./address";
import { COLUMNS, type ColumnId } from "./columns";

type Source = { page: SpendPage; search: string };

/** Headings with two lines break here. */
const HEADINGS: Partial<Record<ColumnId, [string, string]>> = {
  tokens: ["Tok. in", "out"],
  cache: ["Cache", "hits"],
  fit: ["Batch fit", "Why"],
  saving: ["Saving", "per month"],
};

const NAMES: Record<Grouping, [string, string | null]> = {
  endpoint: ["Endpoint or job", "Owner, team"],
  job: ["Job", "Owner, team"],
  model: ["Model", "Owner, team"],
  provider: ["Provider", "Owner, team"],
  owner: ["Owner", "Team"],
  team: ["Team", "Owner"],
  costCenter: ["Cost center", "Owner, team"],
  tier: ["Tier", null],
  day: ["Day", null],
};

/** The columns that exist for these rows, each with its heading. */
export function tableColumns(source: Source): { available: ColumnId[]; columns: ServerColumn[] } {
  const { rows } = source.page;
  const hasData: Partial<Record<ColumnId, boolean>> = {
    fit: rows.some((row) => row.fit !== null),
    answer: rows.some((row) => row.answer !== null),
    saving: rows.some((row) => row.forecastSaving !== null),
    trend: rows.some((row) => row.trend !== null),
  };
  const exist = COLUMNS.filter(({ id }) => hasData[id] ?? true);
  const columns = exist.map(({ id, name, sort, className }) => {
    const heading = id === "cost" ? `${daysBetween(source.page.period)}-day spend` : name;
    const lines = HEADINGS[id] ?? [heading, null];
    return { id, className, ...headingOf(source, lines, sort) };
  });
  return { available: exist.map(({ id }) => id), columns };
}

export function nameColumn(source: Source): ServerColumn {
  const [first, second] = NAMES[source.page.query.groupBy];
  const own = headingOf(source, [first, null], "label");
  const byOwner = source.page.query.groupBy === "endpoint" && second !== null;
  return {
    id: "name",
    className: "w-auto text-left",
    ...(own.sorted && { sorted: own.sorted }),
    header: (
      <>
        {own.header}
        <span className="block font-normal">
          {byOwner ? headingOf(source, [second, null], "owner").header : (second ?? " ")}
        </span>
      </>
    ),
  };
}

export const RANK: ServerColumn = { id: "rank", className: "w-[30px] text-right", header: "#" };

function headingOf({ page, search }: Source, lines: [string, string | null], by: SortColumn | undefined) {
  const words = lines[1] === null ? lines[0] : `${lines[0]} ${lines[1]}`;
  const drawn: ReactNode = lines[1] === null ? lines[0] : <TwoLines lines={[lines[0], lines[1]]} />;
  if (!by) return { header: drawn };
  const isOn = page.query.sort.by === by;
  const Arrow = page.query.sort.descending ? ArrowDown : ArrowUp;
  const sorted = !isOn
    ? ("none" as const)
    : page.query.sort.descending
      ? ("descending" as const)
      : ("ascending" as const);
  const isText = by === "label" || by === "owner" || by === "model" || by === "costCenter";
  return {
    sorted,
    header: (
      <Link
        href={sortHref(search, page.query, by, isText)}
        scroll={false}
        prefetch={false}
        title={`Sort by ${words.toLowerCase()}`}
        className="inline-flex min-h-4 items-end gap-1 hover:text-text"
      >
        {drawn}
        {isOn && <Arrow className="icon-xs mb-0.5 text-text" />}
      </Link>
    ),
  };
}

function TwoLines({ lines: [first, second] }: { lines: [string, string] }) {
  return (
    <span>
      {first}
      <br />
      {second}
    </span>
  );
}
