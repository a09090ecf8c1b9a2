import "server-only";
import { headers } from "next/headers";
import { AppError } from "@/lib/core/errors";
import { publicUrl } from "@/lib/platform/env";
import { sendMail } from "@/lib/platform/mail";
import { SIGN_IN_LINK_MINUTES } from "@/lib/stages/people/model";
import { countFailedEntry } from "@/lib/stages/people/sign-in/slow-failures";
import { addressOf } from "./address";
import { doorstep } from "./join";

/** A path of ours to lead back to, or the overview: never somebody else's page. */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || !/^\/(?![/\\])/.test(next) || /[\\\s]/.test(next)) return "/";
  return next;
}

export function linkAddress(token: string, next = "/"): string {
  const query = new URLSearchParams({ token, ...(next !== "/" && { next }) });
  return `${publicUrl()}/sign-in/link?${query}`;
}

export async function mailLink(to: string, token: string, next: string): Promise<void> {
  const text = [
    "Open this address to sign in to Offpeak, then press the button there:",
    linkAddress(token, next),
    `It works once, for ${SIGN_IN_LINK_MINUTES} minutes. If you did not ask for it, leave it.`,
  ];
  await sendMail({ to, subject: "Sign in to Offpeak", text: text.join("\n\n") });
}

/** After a wrong link: waits as long as this address has earned. False when it is refused for now. */
export async function slowDown(): Promise<boolean> {
  try {
    const { waitMs } = await countFailedEntry(doorstep(), addressOf(await headers()));
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
