import type { Picodollars } from "@/lib/core/money";
import type { Evidence } from "@/lib/stages/fit/model/evidence";
import type { Bracket } from "@/lib/stages/fit/model/hours";
import type { StoredForecast } from "@/lib/stages/fit/model/stored";
import type { Traffic } from "./answer";
import type { Seen } from "./checks";
import type { KeptAnswer, Question } from "./question";
import type { Worth } from "./worth";

/** What the questionnaire and its result show. */
export type QuestionPage = {
  question: Question;
  organisation: string;
  now: Date;
  spend: Picodollars | null;
  providers: string[];
  models: string[];
  /** If all of it can wait. */
  worth: Worth | null;
  forecast: StoredForecast | null;
  seen: Seen;
  evidence: Evidence | null;
  /** 24 counts, noon first; null when no single call was seen. */
  hours: number[] | null;
  night: Bracket | null;
  traffic: Traffic;
  answer: KeptAnswer | null;
  holds: boolean;
  isMigrated: boolean;
  /** Cached input of all input, today and as a batch is expected to reach it; null where that is not one figure. */
  hits: { today: number; inBatch: number } | null;
};

/** What a link leads to. Only the first two show anything of the endpoint to whoever holds it. */
export type Opened =
  | { kind: "open"; page: QuestionPage }
  | { kind: "answered"; page: QuestionPage }
  | { kind: "expired"; organisation: string; owner: string }
  /** It was passed on: the earlier link is worth nothing. */
  | { kind: "forwarded"; organisation: string; owner: string }
  | { kind: "moved"; organisation: string }
  | { kind: "cancelled"; organisation: string }
  /** Not written by us, or not whole. */
  | { kind: "unknown" };
