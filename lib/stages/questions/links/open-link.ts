import type { Opened } from "../model/question-page";
import { maskedEmail } from "../model/words";
import { describeQuestion } from "../read-question";
import { enterByLink, type Outside } from "./enter-by-link";

/** What the page of a link shows. Opening it changes nothing, so that a mail scanner answers for nobody. */
export async function openLink(outside: Outside, token: string): Promise<Opened> {
  const entry = await enterByLink(outside, token);
  if (entry.kind === "unknown") return entry;
  const { ctx, question } = entry;
  const organisation = ctx.organisation.name;
  switch (entry.kind) {
    case "in": {
      const page = await describeQuestion(ctx, question);
      return { kind: question.status === "answered" ? "answered" : "open", page };
    }
    case "expired":
    case "forwarded":
      return { kind: entry.kind, organisation, owner: maskedEmail(question.owner) };
    case "moved":
    case "cancelled":
      return { kind: entry.kind, organisation };
  }
}
