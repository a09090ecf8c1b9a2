import { SectionHead } from "@/components/ui/nav/page-header";
import type { FormAction } from "./forms/form-action";
import { NameForm } from "./name-form";

type Props = {
  name: string;
  actions: { renameOrganisationAction: FormAction; createOrganisationAction: FormAction };
};

export function OrganisationSection({ name, actions }: Props) {
  return (
    <section className="border-t border-line py-[22px]">
      <SectionHead title="Organisation" note="Each has its own people, tokens and figures" />
      <div className="flex flex-wrap gap-x-14 gap-y-4">
        <NameForm label="Name" name={name} button="Rename" save={actions.renameOrganisationAction} />
        <NameForm label="Another organisation" button="Create" save={actions.createOrganisationAction} />
      </div>
    </section>
  );
}
