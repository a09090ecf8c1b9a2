"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { attempt } from "@/app/_server/action";
import { check, readForm, typedValues } from "@/app/_server/bodies/form";
import { slowDown } from "@/app/_server/entry";
import { joinDoorstep } from "@/app/_server/join";
import type { ActionResult } from "@/lib/core/action-result";
import { answerByLink } from "@/lib/stages/questions/links/answer-by-link";
import { forwardByLink } from "@/lib/stages/questions/links/forward-question";
import { renewByLink } from "@/lib/stages/questions/links/renew-link";
import { AnswerForm } from "@/lib/stages/questions/model/answer-form";
import { Forward } from "@/lib/stages/questions/model/question";

// Nobody is signed in here: the link in the form is the right to act, and each verb asks it anew.

const Token = z.object({ token: z.string().max(300) });

async function withLink<T>(form: FormData, work: (token: string) => Promise<T>): Promise<ActionResult<T>> {
  const result = await attempt(async () => work(check(Token, readForm(form)).token));
  if (result.ok) return result;
  // Who guesses links waits longer with each.
  if (result.error.code === "not_found") await slowDown();
  return { ...result, values: typedValues(form) };
}

const pageOf = (form: FormData) => `/answer/${encodeURIComponent(String(form.get("token")))}`;

/** Without scripts the page is asked for anew; with them the form does that itself. */
export async function answerAction(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  const result = await withLink(form, async (token) => {
    await answerByLink(joinDoorstep(), { token, ...check(AnswerForm, readForm(form)) });
    return {};
  });
  if (result.ok && !form.has("scripted")) redirect(pageOf(form));
  return result;
}

export async function forwardAction(_previous: ActionResult | null, form: FormData): Promise<ActionResult> {
  const result = await withLink(form, (token) =>
    forwardByLink(joinDoorstep(), { token, ...check(Forward, readForm(form)) }),
  );
  if (result.ok) redirect(pageOf(form));
  return result;
}

export async function renewAction(form: FormData): Promise<void> {
  const result = await withLink(form, (token) => renewByLink(joinDoorstep(), token));
  redirect(`${pageOf(form)}${result.ok ? "?renewed=1" : ""}`);
}
