import type { Answer } from "@/lib/core/values";
import type { Checks, Waiting } from "./answer";

/** What is known while somebody answers; null: not chosen yet. */
export type Draft = {
  answer: Answer | null;
  share: number;
  whoWaits: Waiting | null;
  checks: Checks;
  longestWaitHours: number | null;
};

export type Outcome = { tone: "night" | "half" | "day"; title: string; text: string };

const CHANGE = "You can change your answer until it is migrated.";

/** What these answers lead to, said before they are sent. */
export function outcomeOf(draft: Draft): Outcome | null {
  if (draft.answer === null) return null;
  if (draft.answer === "no")
    return {
      tone: "day",
      title: "With these answers it stays as it is",
      text: `Nothing changes. You are asked again in three months, or when its traffic changes. ${CHANGE}`,
    };
  const doubt = doubtOf(draft);
  if (doubt)
    return {
      tone: "half",
      title: "With these answers somebody will ask first",
      text: `${doubt} Nothing moves before you have spoken about it. ${CHANGE}`,
    };
  const share = Math.round(draft.share * 100);
  const late =
    draft.longestWaitHours !== null && draft.longestWaitHours < 24
      ? `A batch that is not done within ${draft.longestWaitHours} h is finished with normal calls.`
      : "A batch that is late is finished with normal calls, so results are there within 24 h.";
  return draft.answer === "part"
    ? {
        tone: "half",
        title: `With these answers ${share}% of it moves to the night`,
        text: `A pilot runs for 3 nights first, the rest stays as it is. ${late} ${CHANGE}`,
      }
    : {
        tone: "night",
        title: "With these answers it moves to the night",
        text: `A pilot runs for 3 nights first. ${late} ${CHANGE}`,
      };
}

/** A yes beside something that cannot wait: a person decides, not a rule. */
function doubtOf({ answer, whoWaits, checks, longestWaitHours }: Draft): string | null {
  if (answer !== "yes") return null;
  if (whoWaits === "person") return "You say that a person waits for the result.";
  if (checks.chain) return "You say that one call feeds the next: in a batch they cannot.";
  if (checks.webhook) return "You say that a webhook expects it within minutes.";
  if (checks.agent) return "You say that it is part of a conversation.";
  if (checks["real-time"]) return "You say that it is needed in real time.";
  if (longestWaitHours !== null && longestWaitHours < 6)
    return `A batch may take longer than ${longestWaitHours} h.`;
  return null;
}
