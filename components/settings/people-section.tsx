import { SectionHead } from "@/components/ui/nav/page-header";
import { Table, Th } from "@/components/ui/table";
import type { Person } from "@/lib/stages/people/model";
import type { FormAction } from "./forms/form-action";
import { InviteForm } from "./invite-form";
import { PersonRow } from "./person-row";

export type PeopleActions = {
  inviteAction: FormAction;
  changeRoleAction: FormAction;
  removeUserAction: FormAction;
  signInLinkAction: FormAction<{ address: string; email: string }>;
};

type Props = { people: Person[]; self: string; actions: PeopleActions };

export function PeopleSection({ people, self, actions }: Props) {
  return (
    <section className="border-line py-[22px] not-first-of-type:border-t">
      <SectionHead title="People" note={`${people.length}, by role`} />
      <Table caption="People">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th>Role</Th>
            <Th end>Last sign-in</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isSelf={person.id === self}
              changeRole={actions.changeRoleAction}
              remove={actions.removeUserAction}
              makeLink={actions.signInLinkAction}
            />
          ))}
        </tbody>
      </Table>
      <InviteForm invite={actions.inviteAction} />
    </section>
  );
}
