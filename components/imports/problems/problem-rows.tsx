import { inputClass } from "@/components/ui/field";
import { Table, Td, Th } from "@/components/ui/table";
import { formatWhole } from "@/lib/core/numbers";
import type { ProblemRow } from "@/lib/stages/imports/model/problems";

/** How a row's new value and its being skipped are named in the form. */
export const insteadField = (id: number) => `use:${id}`;
export const skipField = (id: number) => `skip:${id}`;

type Props = {
  rows: readonly ProblemRow[];
  /** Rows with the same cause as the first one, itself included. */
  alike: number;
  mayFix: boolean;
};

/** Screen 10b: the bad rows with what is wrong, their raw line, and what to use instead. A plain form. */
export function ProblemRows({ rows, alike, mayFix }: Props) {
  return (
    <Table caption="Rows that were not imported">
      <thead>
        <tr>
          <Th className="pl-2.5">Row</Th>
          <Th>Column</Th>
          <Th>In your file</Th>
          <Th>What is wrong</Th>
          <Th>Use instead</Th>
          <Th end>Skip</Th>
        </tr>
      </thead>
      {rows.map((row, index) => (
        <tbody key={row.id} className="group has-[:focus]:bg-sunk">
          <tr className="h-[46px]">
            <Td className="mono pl-2.5! text-text-2">{row.line === null ? "–" : formatWhole(row.line)}</Td>
            <Td className="mono">{row.column ?? "–"}</Td>
            <Td>
              {row.value !== null && (
                <span className="mono rounded-[3px] bg-bad-tint px-1.5 py-0.5 break-all text-bad">
                  {row.value || "(empty)"}
                </span>
              )}
            </Td>
            <Td>{row.message}</Td>
            <Td>
              {row.state === "open" && !mayFix ? (
                "–"
              ) : row.state === "open" ? (
                <input
                  name={insteadField(row.id)}
                  aria-label={`Use instead in row ${row.line ?? row.id}`}
                  placeholder={row.column === null ? "the whole line, corrected" : undefined}
                  className={`${inputClass} mono w-full min-w-40`}
                />
              ) : (
                <span className="text-text-3">{row.state === "fixed" ? "Imported" : "Skipped"}</span>
              )}
            </Td>
            <Td end>
              {row.state === "open" && mayFix && (
                <input
                  type="checkbox"
                  name={skipField(row.id)}
                  aria-label={`Skip row ${row.line ?? row.id}`}
                />
              )}
            </Td>
          </tr>
          <tr>
            <Td />
            <Td colSpan={5} className="pb-2.5">
              <details open={index === 0}>
                <summary className="text-small text-text-3">Raw line</summary>
                <pre className="mono mt-1 overflow-x-auto rounded-ctl border border-line bg-bg px-3 py-2 whitespace-pre-wrap break-all">
                  {row.raw}
                </pre>
                {index === 0 && alike > 1 && (
                  <p className="pt-1.5 text-small text-text-2">
                    {formatWhole(alike - 1)} more rows have the same problem.
                  </p>
                )}
              </details>
            </Td>
          </tr>
        </tbody>
      ))}
    </Table>
  );
}
