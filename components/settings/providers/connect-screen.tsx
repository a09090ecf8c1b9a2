import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { SegmentedLinks } from "@/components/ui/nav/segmented";
import type { FormPlan } from "@/lib/stages/connections/model/plan";
import type { FormAction } from "../forms/form-action";
import { ConnectForm } from "./forms/connect-form";
import { RightsSection } from "./rights-section";

type Props = { plans: FormPlan[]; chosen: string | undefined; connect: FormAction };

/** Which provider, then its own fields. */
export function ConnectScreen({ plans, chosen, connect }: Props) {
  const plan = plans.find(({ id }) => id === chosen) ?? plans[0];
  const items = plans.map(({ id, label }) => ({
    href: `/settings/providers/new?provider=${id}`,
    label,
    active: id === plan?.id,
  }));
  return (
    <>
      <PageHeader
        title="Connect a provider"
        crumbs={[{ href: "/settings?show=providers", label: "Settings" }, { label: "Providers" }]}
      />
      <PageBody>
        {plan ? (
          <>
            <div className="mb-5">
              <SegmentedLinks label="Provider" items={items} />
            </div>
            <div className="mb-8">
              <ConnectForm key={plan.id} plan={plan} connect={connect} />
            </div>
            <RightsSection plan={plan} />
          </>
        ) : (
          <p className="text-text-3">This version of Offpeak knows no provider.</p>
        )}
      </PageBody>
    </>
  );
}
