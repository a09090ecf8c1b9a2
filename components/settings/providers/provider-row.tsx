"use client";
import Link from "next/link";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { ProviderMark } from "@/components/ui/provider-mark";
import { Td, Th } from "@/components/ui/table";
import type { FormAction } from "../forms/form-action";
import { FormProblem } from "../forms/form-problem";
import { ConnectionState } from "./connection-state";
import { LatestBatch } from "./latest-batch";
import type { ProviderRowView } from "./row-view";
import { Trouble } from "./trouble";

type Props = { row: ProviderRowView; hasDollars: boolean; test: FormAction };

/** One connection. What a failed test found, and how to mend it, opens under it. */
export function ProviderRow({ row, hasDollars, test }: Props) {
  const [state, send, isTesting] = useActionState(test, null);
  const hasTrouble = row.troubles.length > 0 && !isTesting;
  const hasMore = hasTrouble || row.setback !== null || (state !== null && !state.ok);
  const cell = cx(hasMore && "border-b-0");
  // On a phone the state is what counts; the rest stands on the connection's own page.
  const wide = cx("text-text-2 max-md:hidden", cell);
  return (
    <>
      <tr>
        <Th scope="row" className={cx("md:whitespace-nowrap", cell)}>
          <span className="flex items-center gap-2">
            <ProviderMark provider={row.provider} />
            <Link href={`/settings/providers/${row.id}`} className="font-medium hover:underline">
              {row.label}
              {row.name !== row.label && <span className="font-normal text-text-2"> {row.name}</span>}
            </Link>
          </span>
        </Th>
        <Td className={wide}>{row.access}</Td>
        <Td className={cx("font-mono text-small whitespace-nowrap", wide)}>
          {row.masks.length === 0 ? "–" : row.masks.map((mask) => <div key={mask}>{mask}</div>)}
        </Td>
        <Td className={wide}>{row.gives}</Td>
        {hasDollars && (
          <Td end className={cx("font-medium max-md:hidden", cell)}>
            {row.dollars ?? "–"}
          </Td>
        )}
        <Td className={cx("md:whitespace-nowrap", cell)}>
          <ConnectionState {...row} isTesting={isTesting} />
        </Td>
        <Td end className={cell}>
          <form action={send}>
            <input type="hidden" name="id" value={row.id} />
            <Button type="submit" size="sm" disabled={isTesting} aria-label={`Test ${row.label} ${row.name}`}>
              Test
            </Button>
          </form>
        </Td>
      </tr>
      {hasMore && (
        <tr>
          <Td className="max-md:hidden" />
          <Td colSpan={hasDollars ? 6 : 5} className="pt-0">
            {hasTrouble && <Trouble row={row} test={send} />}
            <LatestBatch row={row} />
            <FormProblem state={state} />
          </Td>
        </tr>
      )}
    </>
  );
}
