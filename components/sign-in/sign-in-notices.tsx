import { Notice } from "@/components/ui/notice";
import { signInProblem } from "./words";

/** What came of the last attempt. */
export function SignInNotices({ error, isSent }: { error: string | undefined; isSent: boolean }) {
  const problem = signInProblem(error);
  return (
    <>
      {problem && (
        <Notice tone="bad" role="alert" title={problem.title}>
          {problem.text}
        </Notice>
      )}
      {isSent && (
        <Notice role="status" title="Look into your mail">
          If your address was invited, a link is on its way. Only invited people can sign in.
        </Notice>
      )}
    </>
  );
}
