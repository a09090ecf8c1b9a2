import { PageBody, PageHeader, Section } from "@/components/ui/nav/page-header";
import { Notice } from "@/components/ui/notice";
import { ProviderMark } from "@/components/ui/provider-mark";
import type { Connection } from "@/lib/stages/connections/model/connection";
import type { FormPlan } from "@/lib/stages/connections/model/plan";
import type { FormAction } from "../forms/form-action";
import { ChangeForm } from "./forms/change-form";
import { LimitsForm } from "./forms/limits-form";
import { RemoveForm } from "./forms/remove-form";
import { RightsSection } from "./rights-section";
import type { ProviderRowView } from "./row-view";
import { TestLine } from "./test-line";

type Props = {
  connection: Connection;
  row: ProviderRowView;
  /** Null: this version does not know the provider. */
  plan: FormPlan | null;
  actions: {
    changeConnectionAction: FormAction;
    changeLimitsAction: FormAction;
    removeConnectionAction: FormAction;
    testConnectionAction: FormAction;
  };
};

/** One connection: how it is reached, what its account may do, and its end. */
export function ConnectionScreen({ connection, row, plan, actions }: Props) {
  const { id, name, limits } = connection;
  return (
    <>
      <PageHeader
        title={name}
        badge={<ProviderMark provider={row.provider} />}
        crumbs={[{ href: "/settings?show=providers", label: "Settings" }, { label: row.label }]}
      />
      <PageBody>
        <TestLine row={row} test={actions.testConnectionAction} />
        {plan ? (
          <>
            <Section title="Connection" note="Keys are stored encrypted and never shown again">
              <ChangeForm plan={plan} connection={connection} change={actions.changeConnectionAction} />
            </Section>
            {plan.limitFields.length > 0 && (
              <Section
                title="Limits"
                note="Of this account at the provider; a batch waits rather than break them"
              >
                <LimitsForm
                  id={id}
                  fields={plan.limitFields}
                  limits={limits}
                  save={actions.changeLimitsAction}
                />
              </Section>
            )}
            <RightsSection plan={plan} />
          </>
        ) : (
          <Notice>This version of Offpeak does not know {row.provider}.</Notice>
        )}
        <Section title="Remove" note="Not while a batch runs through it">
          <RemoveForm id={id} name={name} remove={actions.removeConnectionAction} />
        </Section>
      </PageBody>
    </>
  );
}
