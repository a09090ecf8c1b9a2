"use client";
import { useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Message } from "./closed-screen";
import type { SendAnswer } from "./form/use-answer";

type Props = { name: string; hidden: Record<string, string>; forward: SendAnswer; back: string };

/** "This is not mine": names who is asked instead. */
export function ForwardScreen({ name, hidden, forward, back }: Props) {
  const [state, act, isPending] = useActionState(forward, null);
  const error = state && !state.ok ? state.error : null;
  return (
    <Message title={`Who answers for ${name}?`} text="They get the question by e-mail, and your link ends.">
      <form action={act} className="mt-6 flex flex-col gap-4">
        {Object.entries(hidden).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <TextField
          label="Their e-mail address"
          name="email"
          type="email"
          required
          autoComplete="off"
          error={error?.fields?.email}
          defaultValue={state && !state.ok ? state.values?.email : undefined}
        />
        {error && !error.fields && (
          <Notice tone="bad" role="alert">
            {error.message}
          </Notice>
        )}
        <div className="flex gap-2 max-md:flex-col">
          <Button type="submit" variant="primary" size="lg" disabled={isPending}>
            Ask them
          </Button>
          <ButtonLink href={back} variant="ghost" size="lg">
            Back to the question
          </ButtonLink>
        </div>
      </form>
    </Message>
  );
}
