"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Table, Td, Th } from "@/components/ui/table";
import type { ActionResult } from "@/lib/core/action-result";
import type { Preview } from "@/lib/stages/imports/model/import";

export type CanonicalField = { name: string; label: string; required: boolean };

type Props = {
  importId: string;
  preview: Preview;
  fields: readonly CanonicalField[];
  map: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** Which column is which: every field of Offpeak's own format, a column of the file or one value for all rows. */
export function MappingForm({ importId, preview, fields, map }: Props) {
  const [state, send, isPending] = useActionState(map, null);
  return (
    <form action={send}>
      <input type="hidden" name="importId" value={importId} />
      <div className="grid gap-x-10 gap-y-6 pt-4 lg:grid-cols-[minmax(0,420px)_minmax(0,1fr)]">
        <section aria-label="Columns">
          <h2 className="mb-1.5 text-h2">Columns</h2>
          <ul>
            {fields.map((field) => (
              <li
                key={field.name}
                className="grid grid-cols-[1fr_190px] items-center gap-2 border-b border-line py-1.5"
              >
                <label htmlFor={`map-${field.name}`}>
                  {field.label}
                  {field.required && <span className="text-text-3"> (needed)</span>}
                </label>
                <Select
                  id={`map-${field.name}`}
                  name={`column:${field.name}`}
                  defaultValue={preview.suggestion.columns[field.name] ?? ""}
                >
                  <option value="">–</option>
                  {preview.columns.map((column) => (
                    <option key={column} value={column}>
                      {column}
                    </option>
                  ))}
                </Select>
                {field.required && (
                  <input
                    name={`default:${field.name}`}
                    defaultValue={preview.suggestion.defaults[field.name] ?? ""}
                    aria-label={`One value of ${field.label} for all rows`}
                    placeholder="or one value for all rows"
                    className="col-span-2 h-8 rounded-ctl border border-ctl-line bg-bg px-2.5"
                  />
                )}
              </li>
            ))}
          </ul>
          {state && !state.ok && (
            <p role="alert" className="mt-3 text-bad">
              {state.error.message}
            </p>
          )}
          <Button type="submit" variant="primary" className="mt-4" disabled={isPending}>
            Import with these columns
          </Button>
        </section>
        <section aria-label="Preview" className="min-w-0">
          <h2 className="mb-1.5 text-h2">The first rows of your file</h2>
          <Table caption="The first rows of your file">
            <thead>
              <tr>
                {preview.columns.map((column) => (
                  <Th key={column}>{column}</Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.rows.map((row, index) => (
                <tr key={`row-${String(index)}`}>
                  {row.map((cell, column) => (
                    <Td key={preview.columns[column] ?? column} className="mono max-w-60 truncate">
                      {cell ?? ""}
                    </Td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        </section>
      </div>
    </form>
  );
}
