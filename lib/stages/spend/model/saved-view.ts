import { z } from "zod";

/** A named state of the page: everything that its address says, but for the period, which moves on. */
export type SavedView = { id: string; name: string; query: string };

export const MOST_VIEWS = 20;

export const SaveView = z.object({
  name: z.string().trim().min(1, "Give the view a name.").max(40, "Use at most 40 characters."),
  query: z.string().max(4000).default(""),
});
export type SaveView = z.infer<typeof SaveView>;

export const RemoveView = z.object({ id: z.string().min(1).max(60) });
export type RemoveView = z.infer<typeof RemoveView>;
