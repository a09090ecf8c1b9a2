import type { Given } from "./answer";
import { scopeWords } from "./scope";

/** `support/ticket-summaries` → `ticket summaries`: how an owner speaks of it. */
export function plainName(label: string): string {
  const last = label.split(/[/:]/).filter(Boolean).at(-1) ?? label;
  return last.replace(/[-_]+/g, " ").trim() || label;
}

/** `Priya Raman` → `Priya` */
export function firstName(name: string): string {
  return name.split(/\s+/)[0] || name;
}

/** `p•••@larkspur.example`: enough to recognise, too little to learn. */
export function maskedEmail(email: string): string {
  const [mailbox = "", domain = ""] = email.split("@");
  return `${mailbox.charAt(0)}•••@${domain}`;
}

/** What an answer asks of whoever fills a batch; null: all of the calls may be in it. */
export function batchWords({ answer, scope }: Pick<Given, "answer" | "scope">): string | null {
  if (answer === "yes") return null;
  if (answer === "no") return "Its owner said that it cannot wait.";
  return `Its owner lets part of it wait${scope ? `: ${scopeWords(scope)}` : ""}. The other calls stay sync.`;
}
