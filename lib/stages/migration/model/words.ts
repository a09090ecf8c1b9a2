import { STAGES, type Stage } from "@/lib/core/values";

export const STAGE_WORDS: Record<Stage, string> = {
  candidate: "Candidate",
  asked: "Asked",
  approved: "Approved",
  pilot: "Pilot",
  migrated: "Migrated",
  confirmed: "Confirmed",
  declined: "Declined",
};

/** Pressed after `M`. */
export const STAGE_KEYS: Record<Stage, string> = {
  candidate: "1",
  asked: "2",
  approved: "3",
  pilot: "4",
  migrated: "5",
  confirmed: "6",
  declined: "7",
};

/** How far along the way, 1 to 6; declined is none of it. */
export function marksOf(stage: Stage): number {
  return stage === "declined" ? 0 : STAGES.indexOf(stage) + 1;
}

export function isStage(word: string | null): word is Stage {
  return STAGES.some((stage) => stage === word);
}
