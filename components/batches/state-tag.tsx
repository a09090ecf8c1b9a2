import {
  Ban,
  Check,
  CircleAlert,
  CircleQuestionMark,
  Clock,
  LoaderCircle,
  type LucideIcon,
  OctagonX,
  Pause,
  Send,
  X,
} from "lucide-react";
import { Tag, type Tone } from "@/components/ui/badge";
import type { BatchState } from "@/lib/core/values";
import type { BatchRow } from "@/lib/stages/batches/model/view";
import { stateWord } from "./words";

type Face = { icon: LucideIcon; tone: Tone };

const FACES: Record<BatchState, Face> = {
  preflight: { icon: LoaderCircle, tone: "plain" },
  blocked: { icon: OctagonX, tone: "bad" },
  held: { icon: Pause, tone: "line" },
  scheduled: { icon: Clock, tone: "line" },
  queued: { icon: Clock, tone: "line" },
  submitting: { icon: Send, tone: "night" },
  unsure: { icon: CircleQuestionMark, tone: "plain" },
  running: { icon: LoaderCircle, tone: "night" },
  finishing: { icon: LoaderCircle, tone: "night" },
  completed: { icon: Check, tone: "ok" },
  failed: { icon: X, tone: "bad" },
  expired: { icon: X, tone: "bad" },
  cancelling: { icon: Ban, tone: "plain" },
  cancelled: { icon: Ban, tone: "plain" },
};

/** Icon and word; a running batch that will not hold its deadline says so. */
export function StateTag({ row }: { row: Pick<BatchRow, "state" | "isAtRisk"> }) {
  const isLate = row.isAtRisk && row.state === "running";
  const { icon: Icon, tone }: Face = isLate ? { icon: CircleAlert, tone: "bad" } : FACES[row.state];
  return (
    <Tag tone={tone} icon={<Icon className="icon-xs" />}>
      {stateWord(row)}
    </Tag>
  );
}
