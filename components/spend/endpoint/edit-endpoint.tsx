"use client";
import { Pencil } from "lucide-react";
import { useActionState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Field, Select, TextField } from "@/components/ui/field";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import type { ActionResult } from "@/lib/core/action-result";
import type { EndpointDetail } from "@/lib/stages/spend/model/endpoint";

export type EditProps = {
  detail: Pick<EndpointDetail, "key" | "edits" | "row">;
  edit: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
  /** Finance changes cost centers alone. */
  costCenterOnly: boolean;
};

/** A person's word for whose it is. It wins over rules and files; an empty field lets those decide again. */
export function EditEndpoint({ detail, edit, costCenterOnly }: EditProps) {
  const { key, edits, row } = detail;
  const [result, onEdit, isPending] = useActionState(edit, null);
  const problem = result && !result.ok ? result.error : null;
  const typed = result && !result.ok ? result.values : undefined;
  const value = (name: "owner" | "team" | "costCenter") => typed?.[name] ?? edits[name] ?? "";
  return (
    <Disclosure
      align="end"
      panelClassName="w-[296px] p-3 max-md:left-0 max-md:right-auto"
      summaryClassName={buttonClass()}
      summary={
        <>
          <Pencil className="icon-s" />
          Edit
        </>
      }
    >
      <form action={onEdit} className="flex flex-col gap-2.5">
        <input type="hidden" name="key" value={key} />
        {!costCenterOnly && (
          <>
            <TextField
              label="Owner"
              name="owner"
              type="email"
              defaultValue={value("owner")}
              placeholder={row?.owner ?? "name@example.com"}
              error={problem?.fields?.owner}
            />
            <TextField label="Team" name="team" defaultValue={value("team")} placeholder={row?.team ?? ""} />
          </>
        )}
        <TextField
          label="Cost center"
          name="costCenter"
          defaultValue={value("costCenter")}
          placeholder={row?.costCenter ?? ""}
        />
        {!costCenterOnly && (
          <Field label="What it is">
            {(control) => (
              <Select name="kind" defaultValue={typed?.kind ?? edits.kind ?? ""} {...control}>
                <option value="">As the files say</option>
                <option value="endpoint">An endpoint</option>
                <option value="job">A job</option>
              </Select>
            )}
          </Field>
        )}
        <p className="text-small text-text-3">
          Your word wins over rules and files, for all past days too. Empty lets them decide again.
        </p>
        <Button type="submit" variant="primary" size="sm" disabled={isPending} className="self-start">
          Save
        </Button>
        <p role="status" className="text-small">
          {problem && !problem.fields?.owner && <span className="text-bad">{problem.message}</span>}
          {result?.ok && "Saved."}
        </p>
      </form>
    </Disclosure>
  );
}
