"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, TextField } from "@/components/ui/field";
import { type FormAction, fieldOf } from "./forms/form-action";
import { FormProblem } from "./forms/form-problem";
import { RoleSelect } from "./forms/role-select";
import { SecretOnce } from "./forms/secret-once";

export function TokenForm({ create }: { create: FormAction<{ token: string }> }) {
  const [state, send, isPending] = useActionState(create, null);
  return (
    <>
      {state?.ok && (
        <SecretOnce
          title="Your new token"
          note="Copy it now: it cannot be shown again."
          value={state.data.token}
          label="Token"
        />
      )}
      <form action={send} aria-label="New token" className="mt-4">
        <div className="flex flex-wrap items-start gap-3">
          <TextField
            label="Token for"
            name="name"
            required
            placeholder="nightly upload"
            {...fieldOf(state, "name")}
          />
          <Field label="Role" error={fieldOf(state, "role").error}>
            {({ id }) => <RoleSelect id={id} {...fieldOf(state, "role")} />}
          </Field>
          <TextField
            label="Acts for (optional)"
            name="email"
            type="email"
            placeholder="dana@example.com"
            hint="An endpoint owner's token sees what this person owns."
            className="w-[280px]"
            {...fieldOf(state, "email")}
          />
          <Button type="submit" disabled={isPending} className="mt-[21px]">
            Make a token
          </Button>
        </div>
        <FormProblem state={state} />
      </form>
    </>
  );
}
