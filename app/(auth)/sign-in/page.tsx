import { redirect } from "next/navigation";
import { hasSingleSignOn } from "@/app/_server/auth";
import { readSignedIn } from "@/app/_server/context";
import { safeNext } from "@/app/_server/entry";
import { SignInChoices } from "@/components/sign-in/sign-in-choices";
import { signInProblem } from "@/components/sign-in/words";
import { Notice } from "@/components/ui/notice";
import { env } from "@/lib/platform/env";
import { hasMail } from "@/lib/platform/mail";
import { mailLinkAction, singleSignOnAction } from "./actions";

export const metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string; error?: string; sent?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error, sent } = await searchParams;
  if (await readSignedIn()) redirect(safeNext(next));
  const problem = signInProblem(error);
  return (
    <>
      <h1 className="text-verdict">Sign in</h1>
      {problem && (
        <Notice tone="bad" role="alert" title={problem.title}>
          {problem.text}
        </Notice>
      )}
      {sent && (
        <Notice role="status" title="Look into your mail">
          If your address was invited, a link is on its way. Only invited people can sign in.
        </Notice>
      )}
      <SignInChoices
        next={safeNext(next)}
        {...(hasSingleSignOn() && { issuer: env().OIDC_LABEL })}
        singleSignOn={singleSignOnAction}
        {...(hasMail() && { mailLink: mailLinkAction })}
      />
    </>
  );
}
