import { z } from "zod";
import { defineJob } from "@/lib/platform/queue";

/** One message of the outbox. Tried again until it is taken or given up. */
export const sendMessageJob = defineJob({
  name: "questions.send",
  payload: z.object({ organisationId: z.number().int(), messageId: z.string() }),
});

/** Forecast with the share that the owner said can wait. */
export const applyAnswerJob = defineJob({
  name: "questions.apply",
  payload: z.object({ organisationId: z.number().int(), endpointId: z.number().int() }),
});

/** Reminders that are due, answers that no longer hold. Asked for every hour. */
export const tendQuestionsJob = defineJob({
  name: "questions.tend",
  payload: z.object({ organisationId: z.number().int() }),
});
