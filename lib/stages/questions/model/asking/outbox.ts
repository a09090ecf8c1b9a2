import { z } from "zod";
import { Paging } from "@/lib/core/paging";

export const MESSAGE_STATES = ["queued", "sent", "failed", "dropped"] as const;
export const OutboxList = Paging;
export const MessageId = z.object({ id: z.string().min(1).max(60) });
export type MessageId = z.infer<typeof MessageId>;

export type OutboxRow = {
  id: string;
  channel: string;
  kind: string;
  recipient: string;
  state: string;
  attempts: number;
  nextTryAt: Date | null;
  problem: string | null;
  createdAt: Date;
  sentAt: Date | null;
  questionId: string;
  endpoint: string;
  /** To be handed over by hand while the question is open. */
  link: string | null;
};

export const NO_MAIL = "No mail server is set up";
/** Its people are invented, its links may still be opened. */
export const IS_SAMPLE = "This is the sample: nothing is sent";
