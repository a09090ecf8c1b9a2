"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import type { FormAction } from "../forms/form-action";
import { FormProblem } from "../forms/form-problem";
import { ConnectionState } from "./connection-state";
import { LatestBatch } from "./latest-batch";
import type { ProviderRowView } from "./row-view";
import { Trouble } from "./trouble";

/** What the last test found, and another one. */
export function TestLine({ row, test }: { row: ProviderRowView; test: FormAction }) {
  const [state, send, isTesting] = useActionState(test, null);
  const hasTrouble = row.troubles.length > 0 && !isTesting;
  return (
    <div className="pb-[22px]">
      <form action={send} className="flex flex-wrap items-center gap-3">
        <input type="hidden" name="id" value={row.id} />
        <ConnectionState {...row} isTesting={isTesting} />
        {row.gives !== "–" && <span className="text-small text-text-2">{row.gives}</span>}
        <Button type="submit" size="sm" disabled={isTesting}>
          Test
        </Button>
      </form>
      {hasTrouble && (
        <div className="mt-3">
          <Trouble row={row} test={send} />
        </div>
      )}
      <LatestBatch row={row} />
      <FormProblem state={state} />
    </div>
  );
}
