"use server";
import { redirect } from "next/navigation";
import { attempt } from "@/app/_server/action";
import { hasSingleSignOn } from "@/app/_server/auth";
import { check } from "@/app/_server/bodies/form";
import { mailLink, safeNext, slowDown } from "@/app/_server/entry";
import { doorstep, joinDoorstep } from "@/app/_server/join";
import { startSession } from "@/app/_server/session";
import { beginSingleSignOn } from "@/app/_server/single-sign-on";
import { hasMail } from "@/lib/platform/mail";
import { CreateSignInLink } from "@/lib/stages/people/model";
import { redeemSignInLink } from "@/lib/stages/people/sign-in/redeem-sign-in-link";
import { requestSignInLink } from "@/lib/stages/people/sign-in/request-sign-in-link";

/** Plain forms: each answer is a page of its own, so that none of them needs a script. */
export async function redeemLinkAction(form: FormData): Promise<void> {
  const result = await attempt(() => redeemSignInLink(doorstep(), String(form.get("token") ?? "")));
  if (result.ok) {
    await startSession(result.data.userId);
    redirect(safeNext(form.get("next")));
  }
  const heard = await slowDown();
  if (!heard) redirect("/sign-in?error=slow");
  redirect(result.error.code === "forbidden" ? "/sign-in?error=not-invited" : "/sign-in?error=link");
}

export async function mailLinkAction(form: FormData): Promise<void> {
  const next = safeNext(form.get("next"));
  const typed = await attempt(async () => check(CreateSignInLink, { email: form.get("email") }));
  if (!typed.ok || !hasMail()) redirect("/sign-in?error=email");
  // Every request counts, right or wrong: nobody's mailbox may be filled from here.
  if (!(await slowDown())) redirect("/sign-in?error=slow");
  const sent = await attempt(async () => {
    const link = await requestSignInLink(joinDoorstep(), typed.data);
    if (link) await mailLink(link.email, link.token, next);
  });
  redirect(sent.ok ? "/sign-in?sent=1" : "/sign-in?error=mail");
}

export async function singleSignOnAction(form: FormData): Promise<void> {
  if (!hasSingleSignOn()) redirect("/sign-in");
  const begun = await attempt(() => beginSingleSignOn(safeNext(form.get("next"))));
  redirect(begun.ok ? begun.data : "/sign-in?error=OAuthSignin");
}
