import { formatDollars } from "@/lib/core/money";
import { dayOf, formatDay } from "@/lib/core/period";
import type { QuestionCause } from "../question";
import { firstName, plainName } from "../words";

export const MESSAGE_KINDS = ["question", "reminder", "escalation", "answered"] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** All that a message is written from. */
export type Facts = {
  kind: MessageKind;
  organisation: string;
  endpoint: string;
  owner: string;
  ownerName: string;
  askedByName: string;
  cause: QuestionCause;
  dueAt: Date | null;
  link: string;
  linkExpiresAt: Date;
  /** What it costs a month, and what waiting would save; null when not known. */
  spend: bigint | null;
  saving: bigint | null;
  /** For `answered`. */
  answer: { word: string; share: number; note: string } | null;
};

/** A letter in parts, from which HTML, text and a Slack post are made: they cannot say different things. */
export type Letter = {
  subject: string;
  greeting: string;
  paragraphs: string[];
  figures: { label: string; value: string; strong?: boolean }[];
  /** The first is the main one. */
  buttons: { label: string; href: string }[];
  footer: string[];
};

export function letterOf(facts: Facts): Letter {
  switch (facts.kind) {
    case "question":
      return asking(facts);
    case "reminder":
      return reminding(facts);
    case "escalation":
      return escalating(facts);
    case "answered":
      return telling(facts);
    default:
      return facts.kind satisfies never;
  }
}

const day = (at: Date) => formatDay(dayOf(at));
const question = (facts: Facts) => `Would 24 hours later be fine for ${plainName(facts.endpoint)}?`;

const WHY: Record<QuestionCause, string | null> = {
  asked: null,
  expired: "Your last answer is older than agreed, so we ask again.",
  drift: "Its traffic has changed since your last answer, so we ask again.",
};

function asking(facts: Facts): Letter {
  const why = WHY[facts.cause];
  return {
    subject: question(facts),
    greeting: `Hello ${firstName(facts.ownerName)},`,
    paragraphs: [
      `${facts.askedByName} asks you about ${facts.endpoint}: would it be fine if its results came within 24 hours instead of at once? Batch runs the same model on the same prompts, at about half the price.`,
      ...(why ? [why] : []),
      "It takes less than a minute, on a phone too, and needs no account.",
    ],
    figures: figuresOf(facts),
    buttons: choices(facts.link),
    footer: footerOf(facts),
  };
}

function reminding(facts: Facts): Letter {
  return {
    ...asking(facts),
    subject: `Reminder: ${question(facts)}`,
    paragraphs: [
      `${facts.askedByName} is still waiting for your answer about ${facts.endpoint}: would it be fine if its results came within 24 hours?`,
      ...(facts.dueAt ? [`An answer by ${day(facts.dueAt)} would help.`] : []),
      "If it is not yours, the link lets you name who owns it.",
    ],
  };
}

function escalating(facts: Facts): Letter {
  return {
    subject: `No answer yet about ${facts.endpoint}`,
    greeting: `Hello ${firstName(facts.askedByName)},`,
    paragraphs: [
      `${facts.ownerName} (${facts.owner}) was asked about ${facts.endpoint} and reminded, and has not answered. Nothing more is sent to them.`,
      "Speak to them, or name another owner.",
    ],
    figures: figuresOf(facts),
    buttons: [{ label: "Open the questions", href: facts.link }],
    footer: [`Sent by Offpeak for ${facts.organisation}.`],
  };
}

const ANSWER_WORDS: Record<string, string> = { yes: "Yes", no: "No" };

function telling(facts: Facts): Letter {
  const { answer } = facts;
  const word = answer && (ANSWER_WORDS[answer.word] ?? `For part of it, ${Math.round(answer.share * 100)}%`);
  return {
    subject: `${word}: ${facts.ownerName} answered about ${facts.endpoint}`,
    greeting: `Hello ${firstName(facts.askedByName)},`,
    paragraphs: [
      `${facts.ownerName} was asked whether 24 hours later would be fine for ${facts.endpoint}. The answer: ${word}.`,
      ...(answer?.note ? [`They add: “${answer.note}”`] : []),
    ],
    figures: figuresOf(facts),
    buttons: [{ label: "Open the questions", href: facts.link }],
    footer: [`Sent by Offpeak for ${facts.organisation}.`],
  };
}

function choices(link: string): Letter["buttons"] {
  const button = (label: string, choice: string) => ({ label, href: `${link}?answer=${choice}` });
  return [button("Yes", "yes"), button("For part of it", "part"), button("No", "no")];
}

function figuresOf({ spend, saving }: Facts): Letter["figures"] {
  return [
    ...(spend === null ? [] : [{ label: "Spends", value: `${formatDollars(spend)} a month` }]),
    ...(saving === null || saving <= 0n
      ? []
      : [{ label: "Would save", value: `${formatDollars(saving)} a month`, strong: true }]),
  ];
}

function footerOf(facts: Facts): string[] {
  return [
    `Opening the link changes nothing, the button on its page does. It is for ${facts.owner} and works until ${day(facts.linkExpiresAt)}.`,
    `Sent by Offpeak for ${facts.organisation}.`,
  ];
}
