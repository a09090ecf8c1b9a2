import type { Stage } from "@/lib/core/values";
import { type Scope, scopeWords } from "@/lib/stages/questions/model/scope";
import type { PilotNight } from "./night";
import { passedInARow } from "./night";
import { type Policy, waitHours } from "./policy";
import type { OwnerWord } from "./standing";
import { STAGE_WORDS } from "./words";

export type MigrationRules = {
  /** Endpoints that may be in Pilot at once. */
  pilotLimit: number;
  /** Nights in a row that must pass. */
  nights: number;
  /** Days after which a declined endpoint is asked again. */
  askAgainDays: number;
};
export const DEFAULT_RULES: MigrationRules = { pilotLimit: 1, nights: 3, askAgainDays: 180 };

export type CheckId =
  | "answer"
  | "cost-center"
  | "policy"
  | "wait"
  | "slot"
  | "pilot"
  | "nights"
  | "question"
  | "invoice"
  | "roll-back"
  | "reason";
export type Check = { id: CheckId; says: string; isDone: boolean; at: Date | null; note: string | null };

/** Everything that the rules look at. */
export type MoveFacts = OwnerWord & {
  stage: Stage;
  longestWaitHours: number | null;
  costCenter: string | null;
  policy: Policy | null;
  policyAt: Date | null;
  /** Of the pilot that runs, oldest first. */
  nights: PilotNight[];
  /** Labels of the other endpoints in Pilot. */
  pilots: string[];
  rules: MigrationRules;
};

const check = (
  id: CheckId,
  isDone: boolean,
  words: { says: string; at?: Date | null; note?: string | null },
): Check => ({
  id,
  isDone,
  says: words.says,
  at: words.at ?? null,
  note: words.note ?? null,
});

const partOf = (scope: Scope | null) => (scope ? `: ${scopeWords(scope)}` : "");

function answerCheck({ answer, question }: MoveFacts): Check {
  const isFine = answer !== null && answer.answer !== "no";
  const waits = question ? `Waiting for ${question.owner}` : null;
  return check("answer", isFine, {
    says: answer?.answer === "part" ? `Owner said for part of it${partOf(answer.scope)}` : "Owner said yes",
    at: isFine ? answer.at : null,
    note: isFine ? null : answer ? "Owner said no" : (waits ?? "Not asked"),
  });
}

function pilotChecks(facts: MoveFacts): Check[] {
  const { policy, policyAt, longestWaitHours: longest, costCenter, pilots, rules } = facts;
  const hours = policy ? waitHours(policy.deadline) : null;
  const isInTime = longest === null || hours === null || hours <= longest;
  return [
    check("cost-center", costCenter !== null, { says: "Cost center named", note: costCenter ?? "None yet" }),
    check("policy", policy !== null, {
      says: "Fallback chosen",
      at: policyAt,
      note: policy ? null : "Not chosen",
    }),
    ...(isInTime
      ? []
      : [
          check("wait", false, {
            says: `Late calls run within the ${longest} h that the owner allows`,
            note: `${hours} h`,
          }),
        ]),
    check("slot", pilots.length < rules.pilotLimit, {
      says: rules.pilotLimit === 1 ? "Pilot slot is free" : `One of ${rules.pilotLimit} pilot slots is free`,
      note: pilots.length < rules.pilotLimit ? null : `Taken by ${pilots.join(", ")}`,
    }),
  ];
}

function nightsCheck({ nights, rules }: MoveFacts): Check {
  const passed = Math.min(passedInARow(nights), rules.nights);
  return check("nights", passed >= rules.nights, {
    says: rules.nights === 1 ? "One pilot night passed" : `${rules.nights} pilot nights in a row passed`,
    at: passed >= rules.nights ? (nights.at(-1)?.readyAt ?? null) : null,
    note: `${passed} of ${rules.nights}`,
  });
}

const BACK: readonly Stage[] = ["pilot", "migrated", "confirmed"];
const ORDER: readonly Stage[] = [
  "declined",
  "candidate",
  "asked",
  "approved",
  "pilot",
  "migrated",
  "confirmed",
];

/** True when the move takes work back to sync. */
export function isRollBack(from: Stage, to: Stage): boolean {
  return BACK.includes(from) && ORDER.indexOf(to) < ORDER.indexOf(from);
}

/** Every check that the move has to pass, in the order in which a person would do them. */
export function checksFor(to: Stage, facts: MoveFacts, reason = ""): Check[] {
  const why = check("reason", reason.trim() !== "", { says: "A reason is given" });
  const back = isRollBack(facts.stage, to) ? [why] : [];
  switch (to) {
    case "candidate":
      return back;
    case "asked":
      return [...back, check("question", facts.question !== null, { says: "Its owner has been asked" })];
    case "approved":
      return [...back, answerCheck(facts)];
    case "pilot":
      return [...back, answerCheck(facts), ...pilotChecks(facts)];
    case "migrated":
      return facts.stage === "confirmed"
        ? [check("invoice", false, { says: "Only an invoice moves it between Migrated and Confirmed" })]
        : [
            answerCheck(facts),
            check("pilot", facts.stage === "pilot", { says: "It is in Pilot" }),
            nightsCheck(facts),
          ];
    case "confirmed":
      return [check("invoice", false, { says: "The discount is on an invoice" })];
    case "declined":
      return BACK.includes(facts.stage) && facts.stage !== "pilot"
        ? [check("roll-back", false, { says: "It is rolled back to sync first" })]
        : back;
  }
}

/** The checklist of the drawer: what the way from here to Migrated asks for. */
export function checklistOf(facts: MoveFacts): Check[] {
  const slot = pilotChecks(facts).filter(
    ({ id }) => id !== "slot" || (facts.stage !== "pilot" && !BACK.includes(facts.stage)),
  );
  return [answerCheck(facts), ...slot, nightsCheck(facts)];
}

export type Move =
  | { kind: "open"; check: Check }
  | { kind: "same" }
  | { kind: "allowed"; isRollBack: boolean };

/** Whether the move may be made, or the first check that is open. */
export function judgeMove(to: Stage, facts: MoveFacts, reason = ""): Move {
  if (to === facts.stage) return { kind: "same" };
  const open = checksFor(to, facts, reason).find(({ isDone }) => !isDone);
  return open ? { kind: "open", check: open } : { kind: "allowed", isRollBack: isRollBack(facts.stage, to) };
}

/** Why it was refused, with what to do. */
export function refusalWords(to: Stage, { id, note }: Check, owner: string | null): string {
  const lead = `It cannot move to ${STAGE_WORDS[to]} yet`;
  switch (id) {
    case "answer":
      return note === "Owner said no"
        ? `${lead}: its owner said no. Ask again first.`
        : `${lead}: its owner has not said yes. ${note === "Not asked" ? `Ask ${owner ?? "its owner"} first.` : `${note}.`}`;
    case "cost-center":
      return `${lead}: it has no cost center. Name one first.`;
    case "policy":
      return `${lead}: nobody chose what happens when a batch is late. Choose a fallback first.`;
    case "wait":
      return `${lead}: its owner allows less than ${note}. Choose an earlier deadline.`;
    case "slot":
      return `${lead}: the pilot slot is not free. ${note}.`;
    case "pilot":
      return `${lead}: it has to be in Pilot first.`;
    case "nights":
      return `${lead}: ${note} pilot nights have passed.`;
    case "question":
      return `${lead}: nobody asked its owner. Ask from Spend.`;
    case "invoice":
      return to === "confirmed"
        ? "Only an invoice moves it to Confirmed, never a person."
        : "Confirmed is an invoice's word. Roll it back, or leave it.";
    case "roll-back":
      return `${lead}: it runs as batch. Roll it back to sync first.`;
    case "reason":
      return "Say why it goes back to sync.";
  }
}
