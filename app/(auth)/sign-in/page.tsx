import { redirect } from "next/navigation";
import { hasSingleSignOn } from "@/app/_server/auth";
import { readSignedIn } from "@/app/_server/context";
import { safeNext } from "@/app/_server/entry";
import { SignInChoices } from "@/components/sign-in/sign-in-choices";
import { SignInNotices } from "@/components/sign-in/sign-in-notices";
import { env } from "@/lib/platform/env";
import { hasMail } from "@/lib/platform/mail";
import { mailLinkAction, singleSignOnAction } from "./actions";

export const metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string; error?: string; sent?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error, sent } = await searchParams;
  if (await readSignedIn()) redirect(safeNext(next));
  return (
    <>
      <h1 className="text-verdict">Sign in</h1>
      <SignInNotices error={error} isSent={sent !== undefined} />
      <SignInChoices
        next={safeNext(next)}
        {...(hasSingleSignOn() && { issuer: env().OIDC_LABEL })}
        singleSignOn={singleSignOnAction}
        {...(hasMail() && { mailLink: mailLinkAction })}
      />
    </>
  );
}
