"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, Select } from "@/components/ui/field";
import { SectionHead } from "@/components/ui/nav/page-header";
import type { FormAction } from "./forms/form-action";
import { FormProblem } from "./forms/form-problem";

type Props = { theme: "system" | "light" | "dark"; singleKeys: boolean; save: FormAction };

export function ChoicesSection({ theme, singleKeys, save }: Props) {
  const [state, send, isPending] = useActionState(save, null);
  return (
    <section className="border-t border-line py-[22px]">
      <SectionHead title="Your choices" note="For you alone" />
      <form action={send} aria-label="Your choices" className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <Field label="Theme">
          {({ id }) => (
            <Select id={id} name="theme" key={theme} defaultValue={theme}>
              <option value="system">As the system</option>
              <option value="light">Light</option>
              <option value="dark">Dark</option>
            </Select>
          )}
        </Field>
        <Checkbox
          name="singleKeys"
          key={String(singleKeys)}
          defaultChecked={singleKeys}
          label="Shortcuts of a single key"
        />
        <Button type="submit" disabled={isPending}>
          Save
        </Button>
        {state?.ok && (
          <span role="status" className="leading-[30px] text-text-2">
            Saved
          </span>
        )}
        <FormProblem state={state} />
      </form>
    </section>
  );
}
