"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { pageAccount } from "@/app/_server/context";
import { endSession, isSecure, ORGANISATION_COOKIE } from "@/app/_server/session";

export async function signOutAction(): Promise<void> {
  await endSession();
  redirect("/sign-in");
}

/** Field `organisation`: the slug of one of the person's own. Remembered by the browser. */
export async function switchOrganisationAction(form: FormData): Promise<void> {
  const { organisations } = await pageAccount();
  const chosen = organisations.find((organisation) => organisation.slug === form.get("organisation"));
  if (chosen)
    (await cookies()).set(ORGANISATION_COOKIE, chosen.slug, {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: isSecure(),
      maxAge: 365 * 24 * 3600,
    });
  redirect("/");
}
