import { z } from "zod";
import { CLIENTS } from "@/lib/stages/fit/model/evidence";
import { AnswerBody, type Checks, WAITING } from "./answer";
import { hoursBetween, type Scope } from "./scope";

/** By what the part is told that can wait. */
export const PART_BY = ["percent", "jobs", "hours", "clients"] as const;
export type PartBy = (typeof PART_BY)[number];
export const YES_NO = ["yes", "no", "unsure"] as const;

const list = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat().filter((word) => word !== "")),
  z.array(z.string().max(500)).max(500),
);
const number = (schema: z.ZodNumber) =>
  z.preprocess(
    (value) => (value === "" || value === undefined ? undefined : Number(value)),
    schema.optional(),
  );
const said = z.enum(YES_NO).optional().catch(undefined);

/** The questionnaire as a form sends it: everything is text, and fields of paths not taken come along. */
const Fields = z.object({
  answer: AnswerBody.shape.answer,
  percent: number(
    z.number("Use a number.").min(0, "Use 0 to 100 percent.").max(100, "Use 0 to 100 percent."),
  ),
  partBy: z.enum(PART_BY).default("percent").catch("percent"),
  jobs: list,
  hoursFrom: number(z.number().int().min(0).max(23)),
  hoursTo: number(z.number().int().min(0).max(23)),
  clients: list,
  whoWaits: z.enum(WAITING).optional().catch(undefined),
  agent: said,
  chain: said,
  webhook: said,
  realTime: said,
  longestWaitHours: number(z.number().int().min(0).max(168)),
  realTimeReason: AnswerBody.shape.realTimeReason,
  note: AnswerBody.shape.note,
  seen: number(z.number().int().min(0)),
});

/** The same as a body of the API: what the chosen answer did not ask for is left out. */
export const AnswerForm = Fields.transform((fields, problems): AnswerBody => {
  const { answer, percent, note, longestWaitHours, seen } = fields;
  const common = {
    answer,
    ...(note && { note }),
    ...(longestWaitHours !== undefined && { longestWaitHours }),
    ...(seen !== undefined && { seen }),
  };
  if (answer !== "part") return { ...common, ...checksOf(fields) };
  if (percent === undefined) {
    problems.addIssue({ code: "custom", path: ["percent"], message: "Say how much of it can wait." });
    return z.NEVER;
  }
  return { ...common, share: percent / 100, scope: scopeOf(fields, percent) };
});

type Read = z.infer<typeof Fields>;

function checksOf(fields: Read): Pick<AnswerBody, "checks" | "whoWaits" | "realTimeReason"> {
  const { whoWaits, realTimeReason } = fields;
  const checks: Checks = {};
  const set = (name: keyof Checks, word: (typeof YES_NO)[number] | undefined) => {
    if (word === "yes" || word === "no") checks[name] = word === "yes";
  };
  // A no asks who waits and how long, and ends: what was filled in for the other checks was never shown.
  if (fields.answer === "yes") {
    set("agent", fields.agent);
    set("chain", fields.chain);
    set("webhook", fields.webhook);
  }
  set("real-time", fields.realTime);
  if (whoWaits) checks["person-waits"] = whoWaits === "person";
  const reason = fields.realTime === "yes" && realTimeReason ? { realTimeReason } : {};
  return { checks, ...(whoWaits && { whoWaits }), ...reason };
}

/** What the form says of the part; a choice without its details falls back to the percentage. */
export function scopeOf(
  fields: Pick<Read, "partBy" | "jobs" | "hoursFrom" | "hoursTo" | "clients">,
  percent: number,
): Scope {
  const { partBy, jobs, hoursFrom, hoursTo } = fields;
  const clients = CLIENTS.filter((client) => fields.clients.includes(client));
  if (partBy === "jobs" && jobs.length > 0) return { jobs };
  if (partBy === "hours" && hoursFrom !== undefined && hoursTo !== undefined)
    return { hours: hoursBetween(hoursFrom, hoursTo) };
  if (partBy === "clients" && clients.length > 0) return { clientClasses: clients };
  return { percent };
}
