"use client";
import { useActionState } from "react";
import { Avatar } from "@/components/shell/account";
import { Button } from "@/components/ui/button";
import { Td } from "@/components/ui/table";
import { formatDay } from "@/lib/core/period";
import { nameOf, type Person } from "@/lib/stages/people/model";
import type { FormAction } from "./forms/form-action";
import { FormProblem } from "./forms/form-problem";
import { RemoveDetails } from "./forms/remove-details";
import { RoleSelect } from "./forms/role-select";
import { SecretOnce } from "./forms/secret-once";

type Props = {
  person: Person;
  isSelf: boolean;
  changeRole: FormAction;
  remove: FormAction;
  makeLink: FormAction<{ address: string; email: string }>;
};

export function PersonRow({ person, isSelf, changeRole, remove, makeLink }: Props) {
  const [role, sendRole] = useActionState(changeRole, null);
  const [removal, sendRemoval] = useActionState(remove, null);
  const [link, sendLink] = useActionState(makeLink, null);
  const name = person.name ?? nameOf(person.email);
  return (
    <>
      <tr>
        <Td>
          <span className="flex items-center gap-2.5">
            <Avatar name={name} />
            <span>
              <span className="block font-medium">{name}</span>
              <span className="block text-small text-text-3">{person.email}</span>
            </span>
          </span>
        </Td>
        <Td>
          <form action={sendRole} className="flex items-center gap-2">
            <input type="hidden" name="userId" value={person.id} />
            <RoleSelect label={`Role of ${name}`} defaultValue={person.role} sendOnChange />
            <noscript>
              <Button type="submit" size="sm">
                Change
              </Button>
            </noscript>
          </form>
          <FormProblem state={role} />
        </Td>
        <Td end className="whitespace-nowrap text-text-3">
          {person.lastSignIn ? formatDay(person.lastSignIn.toISOString().slice(0, 10)) : "Never"}
        </Td>
        <Td end>
          <span className="inline-flex items-start gap-2">
            <form action={sendLink}>
              <input type="hidden" name="email" value={person.email} />
              <Button type="submit" size="sm">
                Sign-in link
              </Button>
            </form>
            <form action={sendRemoval}>
              <input type="hidden" name="userId" value={person.id} />
              <RemoveDetails
                label={`Remove ${name}`}
                question={isSelf ? "Remove yourself? You are signed out at once." : `Remove ${name}?`}
                confirm="Remove"
              />
            </form>
          </span>
          <FormProblem state={removal} />
          <FormProblem state={link} />
        </Td>
      </tr>
      {link?.ok && (
        <tr>
          <td colSpan={4}>
            <SecretOnce
              title={`Sign-in link for ${link.data.email}`}
              note="It works once, for 15 minutes. Give it to nobody else."
              value={link.data.address}
              label="Sign-in link"
            />
          </td>
        </tr>
      )}
    </>
  );
}
