import type { ReactNode } from "react";
import type { ServerRow } from "@/components/tables/types";
import { formatShare, formatWhole } from "@/lib/core/numbers";
import type { SpendPage, SpendRow } from "@/lib/stages/spend/model/page";
import { isByCost } from "@/lib/stages/spend/model/query";
import { hrefWith, LIST, type Look, toggled } from "../address";
import type { ColumnId } from "../columns";
import { groupHref, rowHref } from "../links";
import type { SpendView } from "../view";
import { type Amounts, amountsOf, money } from "./amounts";
import {
  AnswerCell,
  CacheCell,
  FitCell,
  Models,
  SavingCell,
  SpendCell,
  TokensCell,
  TrendCell,
} from "./cells";
import { groupName, NameCell, ownerLine } from "./name-cell";
import { Pareto, ROW, RULE } from "./pareto";
import { TopRule } from "./top-rule";

type Source = Pick<SpendView, "page" | "search" | "look" | "children" | "actions" | "shares">;

/** All rows of the table as the server draws them: groups, and below an open group its endpoints. */
export function tableRows(
  { page, search, look, children, actions, shares }: Source,
  amounts: Amounts,
): ServerRow[] {
  const max = amounts.rows.reduce((most, row) => (row.cost && row.cost > most ? row.cost : most), 0n);
  const isRanked = isByCost(page.query);
  return amounts.rows.flatMap((row, index) => {
    const below = children.get(row.key);
    const shown = amounts.shown.get(row.key) ?? null;
    const overRule = amounts.top !== null && index === 10;
    const before = amounts.rows[index - 1];
    const gap = (overRule ? RULE : 0) + (before ? ROW * (children.get(before.key)?.rows.length ?? 0) : 0);
    const cumulative = isRanked && <Cumulative row={row} before={before} gap={gap} isFirst={index === 0} />;
    const known = { max, cents: amounts.cents, search, share: shares.get(row.key) };
    const cells = cellsOf(row, { ...known, shown, cumulative });
    const own: ServerRow = {
      ...base(row, { page, search, look, isOpen: below !== undefined }),
      amount: shown,
      cells,
      ...(overRule &&
        amounts.top && {
          before: (
            <TopRule
              top={amounts.top}
              cents={amounts.cents}
              page={page}
              mayAsk={actions.askOwners !== null}
            />
          ),
        }),
    };
    return below ? [own, ...childRows(row, below, { shares, ...known })] : [own];
  });
}

type Base = { page: SpendPage; search: string; look: Look; isOpen: boolean };

function base(row: SpendRow, { page, search, isOpen }: Base): Omit<ServerRow, "cells" | "amount"> {
  const { groupBy } = page.query;
  const name = groupName(groupBy, row);
  const isEndpoint = groupBy === "endpoint";
  const toggleHref = hrefWith(search, { expanded: toggled(search, "expanded", row.key) }, LIST);
  const href = isEndpoint ? rowHref(row.key, search) : groupHref(groupBy, row, search);
  const line = isEndpoint ? ownerLine(row) : groupBy === "owner" ? (row.team ?? "") : ownerLine(row);
  return {
    id: row.key,
    label: name,
    href,
    canSelect: isEndpoint && row.key !== "unassigned",
    isChild: false,
    rank: row.rank,
    name: (
      <NameCell
        name={groupBy === "owner" ? (row.ownerName ?? name) : name}
        line={line}
        href={href}
        toggle={isEndpoint ? undefined : { href: toggleHref, isOpen }}
      />
    ),
  };
}

type Below = { search: string; max: bigint; cents: boolean; shares: Map<string, number> };

function childRows(parent: SpendRow, below: SpendPage, { shares, ...known }: Below): ServerRow[] {
  const amounts = amountsOf(below, true);
  return amounts.rows.map((row) => {
    const href = rowHref(row.key, known.search);
    const share = shares.get(row.key);
    return {
      id: `${parent.key}/${row.key}`,
      label: row.label,
      href,
      amount: null,
      canSelect: false,
      isChild: true,
      rank: null,
      name: <NameCell name={row.label} line={ownerLine(row)} href={href} />,
      cells: cellsOf(row, { ...known, share, shown: amounts.shown.get(row.key) ?? null, cumulative: null }),
    };
  });
}

type Cell = {
  shown: bigint | null;
  max: bigint;
  cents: boolean;
  cumulative: ReactNode;
  search: string;
  share: number | undefined;
};

function cellsOf(
  row: SpendRow,
  { shown, max, cents, cumulative, search, share }: Cell,
): Record<ColumnId, ReactNode> {
  return {
    models: <Models row={row} />,
    cost: <SpendCell row={row} shown={shown} max={max} cents={cents} />,
    cumulative,
    trend: <TrendCell trend={row.trend} />,
    tokens: <TokensCell row={row} />,
    cache: <CacheCell row={row} />,
    fit: <FitCell fit={row.fit} href={rowHref(row.key, search)} />,
    answer: <AnswerCell answer={row.answer} stage={row.stage} share={share} />,
    saving: <SavingCell row={row} />,
    requests: row.requests === null ? "–" : formatWhole(row.requests),
    costSync: money(row.costSync, cents),
    costBatch: money(row.costBatch, cents),
    costCenter: row.costCenter ?? "–",
  };
}

type CumulativeProps = { row: SpendRow; before: SpendRow | undefined; gap: number; isFirst: boolean };

function Cumulative({ row, before, gap, isFirst }: CumulativeProps) {
  const { cumulativeShare: to, share } = row;
  if (to === null) return <span className="text-text-3">–</span>;
  const from = before?.cumulativeShare ?? Math.max(to - (share ?? 0), 0);
  return (
    <span className="relative -my-px block h-[50px]">
      <span className="absolute top-[17px] left-0 text-small text-text-2">{formatShare(to)}</span>
      <Pareto from={isFirst ? 0 : from} to={to} gap={gap} isFirst={isFirst} />
    </span>
  );
}
