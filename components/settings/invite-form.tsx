"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, TextField } from "@/components/ui/field";
import { type FormAction, fieldOf } from "./forms/form-action";
import { FormProblem } from "./forms/form-problem";
import { RoleSelect } from "./forms/role-select";

/** From then on the address may sign in; how is said on the sign-in page. */
export function InviteForm({ invite }: { invite: FormAction }) {
  const [state, send, isPending] = useActionState(invite, null);
  return (
    <form action={send} aria-label="Invite" className="mt-4">
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label="Invite by e-mail"
          name="email"
          type="email"
          required
          placeholder="dana@example.com"
          className="w-[260px]"
          {...fieldOf(state, "email")}
        />
        <Field label="Role" error={fieldOf(state, "role").error}>
          {({ id }) => <RoleSelect id={id} {...fieldOf(state, "role")} />}
        </Field>
        <Button type="submit" disabled={isPending} className="mt-[21px]">
          Invite
        </Button>
      </div>
      <FormProblem state={state} />
    </form>
  );
}
