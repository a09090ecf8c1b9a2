import { z } from "zod";
import { defineJob } from "@/lib/platform/queue";

/** One message of the outbox. Tried again until it is taken or given up. */
export const sendMessageJob = defineJob({
  name: "questions.send",
  payload: z.object({ organisationId: z.number().int(), messageId: z.string() }),
});

/** Reminders that are due, answers that no longer hold, mail that waited for a server. Asked for every hour. */
export const tendQuestionsJob = defineJob({
  name: "questions.tend",
  payload: z.object({ organisationId: z.number().int() }),
});

/** An answer may move an endpoint in the tracker: what Spend shows of its stage follows at once. */
export const questionAnsweredJob = defineJob({
  name: "questions.answered",
  payload: z.object({ organisationId: z.number().int() }),
});
