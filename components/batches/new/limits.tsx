import { Check, X } from "lucide-react";
import { Status } from "@/components/ui/badge";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes, formatWhole } from "@/lib/core/numbers";
import type { LimitLine, PlannedPart } from "@/lib/stages/batches/model/preflight";
import { tokensWords } from "@/lib/stages/batches/model/preflight/words";
import { linesWord } from "../words";

/** Yours, allowed, consequence. */
export function Limits({ provider, limits }: { provider: string; limits: LimitLine[] }) {
  return (
    <div className="min-w-0">
      <h3 className="font-semibold">Limits at {provider}</h3>
      <Table caption={`Limits at ${provider}`}>
        <thead className="sr-only">
          <tr>
            <Th>Limit</Th>
            <Th end>Yours</Th>
            <Th end>Allowed</Th>
            <Th end>Consequence</Th>
          </tr>
        </thead>
        <tbody>
          {limits.map((limit) => (
            <tr key={limit.code} title={limit.source ?? undefined}>
              <Th scope="row" className="px-2 py-1.5">
                {limit.label}
              </Th>
              <Td end className="px-2 py-1.5 whitespace-nowrap">
                {amount(limit.yours, limit.unit)}
              </Td>
              <Td end className="px-2 py-1.5 whitespace-nowrap text-text-3">
                {limit.allowed === null ? "not stated" : `of ${amount(limit.allowed, limit.unit)}`}
              </Td>
              <Td end className="px-2 py-1.5 whitespace-nowrap">
                <Consequence is={limit.consequence} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Consequence({ is }: { is: LimitLine["consequence"] }) {
  switch (is) {
    case "fits":
      return (
        <Status tone="ok" icon={<Check className="icon-xs" />}>
          Fits
        </Status>
      );
    case "blocked":
      return (
        <Status tone="bad" icon={<X className="icon-xs" />}>
          Blocks
        </Status>
      );
    case "split":
      return <span className="font-medium">Split</span>;
    case "waits":
      return <span className="font-medium">Waits for room</span>;
    default:
      return <span className="text-text-3">Unknown</span>;
  }
}

/** Large counts in three digits, small ones whole. */
function amount(value: number, unit: LimitLine["unit"]): string {
  if (unit === "bytes") return formatBytes(value);
  return unit === "tokens" ? tokensWords(value) : formatWhole(Math.round(value));
}

const SHOWN = 12;
const KINDS: Record<PlannedPart["kind"], string | null> = {
  plain: null,
  canary: "goes first",
  apart: "long lines, apart",
};

/** Each file against the size that one may have. */
export function PlannedParts({ parts, maxBytes }: { parts: PlannedPart[]; maxBytes: number | null }) {
  const full = maxBytes ?? Math.max(1, ...parts.map(({ bytes }) => bytes));
  const more = parts.length - SHOWN;
  return (
    <div className="min-w-0">
      <h3 className="font-semibold">
        Sent as {parts.length} {parts.length === 1 ? "file" : "files"}
      </h3>
      <ul>
        {parts.slice(0, SHOWN).map((part) => (
          <li key={part.number} className="pt-[5px] pb-1.5">
            <div className="flex gap-3 text-small">
              <b>Part {part.number}</b>
              {KINDS[part.kind] && <span className="text-text-3">{KINDS[part.kind]}</span>}
              <span className="ml-auto whitespace-nowrap text-text-2">{linesWord(part.requests)}</span>
              <span className="w-16 text-right font-medium whitespace-nowrap">{formatBytes(part.bytes)}</span>
            </div>
            <svg width="100%" height="6" aria-hidden="true" className="mt-1 block">
              <rect
                x=".5"
                y=".5"
                height="5"
                rx=".5"
                className="w-[calc(100%-1px)] fill-night-tint stroke-night-edge/30"
              />
              <rect
                width={`${Math.min(100, Math.max(0.5, (part.bytes / full) * 100))}%`}
                height="6"
                rx="1"
                className="fill-night"
              />
            </svg>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-small text-text-3">and {more} more</p>}
    </div>
  );
}
