import { MoonIcon, SunIcon } from "@/components/ui/icons";
import { Table, Td, Th } from "@/components/ui/table";
import { formatCount } from "@/lib/core/numbers";
import type { EvidenceLine } from "@/lib/stages/fit/model/evidence-lines";

export type DecidedBy = {
  says: string;
  kind: "veto" | "asks" | "fits";
  share: number;
  calls: number;
  weight: number;
};
export type JudgedView = { score: number; confidence: number; leastCalls: number; calls: number };

type Props = { lines: readonly EvidenceLine[]; decided: readonly DecidedBy[]; judged: JudgedView };

const KIND = { veto: "Cannot wait", asks: "Ask the owner", fits: "Can wait" } as const;

/** The four strongest signs, and behind them every rule and number that made the verdict. */
export function EvidencePanel({ lines, decided, judged }: Props) {
  const signs = [...lines].filter((line) => line.speaks !== "neutral").slice(0, 4);
  return (
    <div>
      <ul className="mt-3 flex flex-wrap gap-x-3.5 gap-y-1.5 text-small text-text-2">
        {signs.map((line) => (
          <li key={line.id} className="flex items-center gap-[5px]">
            {line.speaks === "waits" ? (
              <MoonIcon className="icon-xs text-night-text" />
            ) : (
              <SunIcon className="icon-xs text-day-text" />
            )}
            {signText(line)}
          </li>
        ))}
      </ul>
      <details className="mt-3 text-small">
        <summary className="underlined w-fit text-text-2">How this verdict came about</summary>
        <p className="mt-2 text-text-3">
          Score {judged.score.toFixed(2)}, confidence {judged.confidence.toFixed(2)}, from{" "}
          {formatCount(Math.round(judged.calls))} calls. Below {judged.leastCalls} calls there is no verdict.
        </p>
        <Table caption="The rules that decided the calls" className="mt-2">
          <thead>
            <tr>
              <Th>Rule</Th>
              <Th>Says</Th>
              <Th end>Weight</Th>
              <Th end>Share</Th>
              <Th end>Calls</Th>
            </tr>
          </thead>
          <tbody>
            {decided.map((rule) => (
              <tr key={rule.says}>
                <Td>{rule.says}</Td>
                <Td>{KIND[rule.kind]}</Td>
                <Td end>{rule.weight}</Td>
                <Td end>{Math.round(rule.share * 100)}%</Td>
                <Td end>{formatCount(Math.round(rule.calls))}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
        <Table caption="What was seen" className="mt-3">
          <thead>
            <tr>
              <Th>Seen</Th>
              <Th end>Number</Th>
              <Th end>Rests on calls</Th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <Td>{line.says}</Td>
                <Td end>{line.number}</Td>
                <Td end>{formatCount(Math.round(line.calls))}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </div>
  );
}

function signText(line: EvidenceLine): string {
  if (line.id === "read" && line.speaks === "waits") return `Read ${line.number} later`;
  const isPlain = line.number === "0%";
  return isPlain ? line.says : `${line.says}, ${line.number}`;
}
