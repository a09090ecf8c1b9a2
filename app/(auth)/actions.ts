"use server";
import { redirect } from "next/navigation";
import { pageAccount } from "@/app/_server/context";
import { endSession, rememberOrganisation } from "@/app/_server/session";

export async function signOutAction(): Promise<void> {
  await endSession();
  redirect("/sign-in");
}

/** Field `organisation`: the slug of one of the person's own. Remembered by the browser. */
export async function switchOrganisationAction(form: FormData): Promise<void> {
  const { organisations } = await pageAccount();
  const chosen = organisations.find((organisation) => organisation.slug === form.get("organisation"));
  if (chosen) await rememberOrganisation(chosen.slug);
  redirect("/");
}
