import { Check, CircleAlert, Clock, CornerDownRight } from "lucide-react";
import type { ReactNode } from "react";
import { HalfIcon, MoonIcon, SunIcon } from "@/components/ui/icons";
import { formatDollars } from "@/lib/core/money";
import { nextStepOf } from "@/lib/stages/migration/model/next-step";
import { passedInARow } from "@/lib/stages/migration/model/night";
import type { MigrationRow } from "@/lib/stages/migration/model/row";
import type { MoveFacts } from "@/lib/stages/migration/model/rules";

type Worth = { says: string; tone: "night" | "quiet" };

/** What it could save, saves, or saved. */
export function worthOf({ stage, forecast, realised }: MigrationRow): Worth {
  const isDone = stage === "migrated" || stage === "confirmed";
  if (isDone && realised !== null && realised > 0n)
    return { says: `Saved ${formatDollars(realised)}`, tone: "night" };
  if (stage === "declined" || forecast === null || forecast <= 0n)
    return { says: "Stays sync", tone: "quiet" };
  const verb = stage === "candidate" || stage === "asked" ? "Could save" : "Saves";
  return { says: `${verb} ${formatDollars(forecast)}`, tone: "night" };
}

type Foot = { says: string; icon: ReactNode; tone: "plain" | "bad" | "ok" };
const plain = (icon: ReactNode, says: string): Foot => ({ says, icon, tone: "plain" });
const SUN = <SunIcon className="icon-xs mt-0.5 flex-none" />;

/** What holds it where it stands, with an icon. */
export function footOf(row: MigrationRow, facts: MoveFacts, now: Date): Foot {
  const { stage, verdict, reason, regression } = row;
  switch (stage) {
    case "candidate":
      if (verdict === "good") return plain(<MoonIcon className="icon-xs mt-0.5 flex-none" />, "Good fit");
      if (verdict === "partial")
        return plain(<HalfIcon className="icon-xs mt-0.5 flex-none" />, "Partial fit");
      return plain(verdict ? SUN : null, reason ?? "Not measured yet");
    case "asked":
      if (row.answer) return plain(<Check className="icon-xs mt-0.5 flex-none" />, "Said yes");
      return plain(<Clock className="icon-xs mt-0.5 flex-none" />, agoWords(row.since, now));
    case "approved":
      return plain(
        <CornerDownRight className="icon-xs mt-0.5 flex-none" />,
        approvedWords(nextStepOf(row, facts).says),
      );
    case "pilot":
      return pilotFoot(row, facts);
    case "declined":
      return plain(SUN, reason ?? "Declined");
    default:
      if (regression) {
        const lost =
          regression.perDay === null
            ? "Runs as sync again"
            : `${formatDollars(regression.perDay)} a day lost`;
        return { says: lost, icon: <CircleAlert className="icon-xs mt-0.5 flex-none" />, tone: "bad" };
      }
      return stage === "confirmed"
        ? { says: "On an invoice", icon: <Check className="icon-xs mt-0.5 flex-none" />, tone: "ok" }
        : plain(<Clock className="icon-xs mt-0.5 flex-none" />, "Waits for its invoice");
  }
}

function pilotFoot({ nights }: MigrationRow, { rules }: MoveFacts): Foot {
  const passed = passedInARow(nights);
  const last = nights.at(-1);
  if (last && last.problems.length > 0)
    return {
      says: "A night did not pass",
      icon: <CircleAlert className="icon-xs mt-0.5 flex-none" />,
      tone: "bad",
    };
  return plain(
    <MoonIcon className="icon-xs mt-0.5 flex-none" />,
    `Night ${Math.min(passed, rules.nights)} of ${rules.nights}`,
  );
}

const approvedWords = (says: string) => (says === "Wait for the pilot slot" ? "Next in line" : says);

export function agoWords(at: Date | null, now: Date): string {
  if (!at) return "–";
  const days = Math.floor((now.getTime() - at.getTime()) / 86_400_000);
  return days <= 0 ? "Today" : days === 1 ? "Yesterday" : `${days} days ago`;
}
