import { Check, OctagonX, TriangleAlert } from "lucide-react";
import { cx } from "@/components/ui/class-names";
import { Table, Td, Th } from "@/components/ui/table";
import type { Finding } from "@/lib/stages/batches/model/preflight";
import type { DraftActions } from "../actions";
import { linesWord } from "../words";
import { Coded } from "./coded";
import { FixForm } from "./fix-form";
import { foundWords } from "./line-words";

type FindingsProps = { batchId: string; findings: Finding[]; actions: DraftActions | null };

/** What was looked at: what blocks, then what would happen, then what is well. Each with its lines and its mends. */
export function Findings({ batchId, findings, actions }: FindingsProps) {
  const ordered = [...findings].sort((a, b) => RANK[faceOf(a)] - RANK[faceOf(b)]);
  return (
    <Table caption="What was checked" className="border-t border-line-2 max-md:block">
      <thead className="sr-only">
        <tr>
          <Th>Standing</Th>
          <Th>What</Th>
          <Th end>Lines</Th>
          <Th end>Mend</Th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {ordered.map((finding) => (
          <Row key={`${finding.code} ${finding.title}`} {...{ batchId, finding, actions }} />
        ))}
      </tbody>
    </Table>
  );
}

type Face = "blocker" | "advice" | "mended" | "pass";
const RANK: Record<Face, number> = { blocker: 0, advice: 1, mended: 2, pass: 3 };
const faceOf = ({ severity, mended }: Finding): Face => (mended ? "mended" : severity);

const ICONS: Record<Face, [word: string, icon: React.ReactNode]> = {
  blocker: ["Blocks", <OctagonX key="i" className="icon text-bad" />],
  advice: ["Look at", <TriangleAlert key="i" className="icon" />],
  mended: ["Mended", <Check key="i" className="icon text-ok" />],
  pass: ["Well", <Check key="i" className="icon text-ok" />],
};

const CELL = "py-2 max-md:border-0 max-md:py-0.5";

type RowProps = { batchId: string; finding: Finding; actions: DraftActions | null };

function Row({ batchId, finding, actions }: RowProps) {
  const face = faceOf(finding);
  const [word, icon] = ICONS[face];
  return (
    <tr className="max-md:grid max-md:grid-cols-[28px_minmax(0,1fr)_auto] max-md:border-b max-md:border-line max-md:py-2">
      <Td className={cx(CELL, "w-7 pr-0 max-md:px-0 max-md:pt-1")}>
        <span className="sr-only">{word}</span>
        {icon}
      </Td>
      <Th scope="row" className={cx(CELL, "max-md:px-0")}>
        <span className={cx("block font-medium", face === "blocker" && "text-bad")}>
          <Coded>{finding.title}</Coded>
        </span>
        <span className="block text-small text-text-3 [overflow-wrap:anywhere]">
          <Coded>{foundWords(finding)}</Coded>
        </span>
      </Th>
      <Td
        end
        className={cx(
          CELL,
          "w-[110px] whitespace-nowrap max-md:w-auto max-md:px-0",
          face === "blocker" && "font-medium text-bad",
          face === "advice" && "font-medium",
          (face === "pass" || face === "mended") && "text-text-3",
        )}
      >
        {linesWord(finding.lines)}
      </Td>
      <Td
        end
        className={cx(CELL, "w-[190px] max-md:col-span-3 max-md:w-auto max-md:px-0 max-md:empty:hidden")}
      >
        {actions && finding.mends.length > 0 && (
          <div className="flex flex-wrap justify-end gap-1.5">
            {finding.mends.map(({ label, fix }) => (
              <FixForm
                key={JSON.stringify(fix)}
                batchId={batchId}
                fix={JSON.stringify(fix)}
                label={finding.mended ? "Undo" : label}
                about={finding.title}
                act={finding.mended ? actions.undoFix : actions.fix}
              />
            ))}
          </div>
        )}
      </Td>
    </tr>
  );
}
