import { Plus } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { SectionHead } from "@/components/ui/nav/page-header";
import { Table, Th } from "@/components/ui/table";
import type { FormAction } from "../forms/form-action";
import { ProviderRow } from "./provider-row";
import type { ProviderRowView } from "./row-view";
import { TestAllForm } from "./test-all-form";

export type ProviderActions = { testConnectionAction: FormAction; testAllAction: FormAction };

type Props = {
  rows: ProviderRowView[];
  /** The days that the dollars are of; null: the ledger has nothing. */
  period: string | null;
  isSandbox: boolean;
  actions: ProviderActions;
};

export function ProvidersSection({ rows, period, isSandbox, actions }: Props) {
  return (
    <section className="py-[22px]">
      <SectionHead
        title="Providers"
        note="Keys are stored encrypted and never shown again"
        aside={
          <div className="flex flex-wrap gap-3">
            {rows.length > 0 && <TestAllForm test={actions.testAllAction} />}
            <ButtonLink href="/settings/providers/new" variant="primary">
              <Plus className="icon-s" />
              Connect a provider
            </ButtonLink>
          </div>
        }
      />
      {rows.length === 0 ? (
        <p className="text-text-3">None yet. Batches run through a connection: a key, and where it leads.</p>
      ) : (
        <ProviderTable rows={rows} period={period} actions={actions} />
      )}
      {isSandbox && (
        <p className="mt-2.5 text-small text-text-3">
          This installation talks to simulators: connections named Sandbox lead to them and cost nothing.
        </p>
      )}
    </section>
  );
}

function ProviderTable({ rows, period, actions }: Omit<Props, "isSandbox">) {
  return (
    <Table caption="Providers">
      <thead>
        <tr>
          <Th>Provider</Th>
          <Th className="max-md:hidden">Access</Th>
          <Th className="max-md:hidden">Credential</Th>
          <Th className="max-md:hidden">Gives us</Th>
          {period && (
            <Th end className="max-md:hidden">
              {period}
            </Th>
          )}
          <Th>Connection</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ProviderRow
            key={row.id}
            row={row}
            hasDollars={period !== null}
            test={actions.testConnectionAction}
          />
        ))}
      </tbody>
    </Table>
  );
}
