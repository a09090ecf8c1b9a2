import { redirect } from "next/navigation";
import { safeNext, slowDown } from "@/app/_server/entry";
import { doorstep } from "@/app/_server/join";
import { Button } from "@/components/ui/button";
import { readSignInLink } from "@/lib/stages/people/sign-in/redeem-sign-in-link";
import { redeemLinkAction } from "../actions";

export const metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ token?: string; next?: string }> };

/** Opening it changes nothing, so that a mail scanner does not use the link up; the button does. */
export default async function SignInLinkPage({ searchParams }: Props) {
  const { token, next } = await searchParams;
  const link = typeof token === "string" ? await readSignInLink(doorstep(), token) : null;
  if (!link || !token) redirect((await slowDown()) ? "/sign-in?error=link" : "/sign-in?error=slow");
  return (
    <>
      <h1 className="text-verdict">Sign in as {link.email}</h1>
      <form action={redeemLinkAction} className="flex flex-col gap-3">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={safeNext(next)} />
        <Button type="submit" variant="primary" size="lg">
          Sign in
        </Button>
        <p className="text-text-2">The link works once. If you did not ask for it, close this page.</p>
      </form>
    </>
  );
}
