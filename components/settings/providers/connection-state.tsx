import { Check, CircleDashed, CircleX, KeyRound, LoaderCircle } from "lucide-react";
import type { ConnectionState as State } from "@/lib/stages/connections/model/connection";
import { STATE_WORDS } from "./words";

type Props = { state: State; tested: string | null; paused: string | null; isTesting?: boolean };

const ICONS = { works: Check, failed: CircleX, locked: KeyRound, untested: CircleDashed };
const TONES: Record<State, string> = {
  works: "text-ok",
  failed: "text-bad",
  locked: "text-bad",
  untested: "text-text-2",
};

/** Word and icon, then when it was found out. */
export function ConnectionState({ state, tested, paused, isTesting = false }: Props) {
  const Icon = isTesting ? LoaderCircle : ICONS[state];
  return (
    <span aria-live="polite" className="inline-flex flex-wrap items-center gap-x-2">
      <span className={`inline-flex items-center gap-1.5 ${isTesting ? "" : TONES[state]}`}>
        <Icon aria-hidden="true" className="icon-xs" />
        {isTesting ? "Testing" : STATE_WORDS[state]}
      </span>
      {!isTesting && tested && <span className="text-small text-text-3">{tested}</span>}
      {!isTesting && paused && <span className="text-small text-text-2">{paused}</span>}
    </span>
  );
}
