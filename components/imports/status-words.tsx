import { Check, CircleDashed, TableProperties, Undo2, X } from "lucide-react";
import { Tag } from "@/components/ui/badge";
import type { ImportStatus } from "@/lib/core/values";

const LOOK = {
  queued: { tone: "line", word: "Queued", icon: <CircleDashed className="icon-xs" /> },
  running: { tone: "plain", word: "Reading", icon: <CircleDashed className="icon-xs" /> },
  "needs-mapping": {
    tone: "plain",
    word: "Columns to choose",
    icon: <TableProperties className="icon-xs" />,
  },
  done: { tone: "ok", word: "Imported", icon: <Check className="icon-xs" /> },
  failed: { tone: "bad", word: "Failed", icon: <X className="icon-xs" /> },
  "taken-back": { tone: "line", word: "Taken back", icon: <Undo2 className="icon-xs" /> },
} as const;

export function ImportTag({ status }: { status: ImportStatus }) {
  const { tone, word, icon } = LOOK[status];
  return (
    <Tag tone={tone} icon={icon}>
      {word}
    </Tag>
  );
}
