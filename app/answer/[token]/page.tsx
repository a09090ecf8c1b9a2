import { slowDown } from "@/app/_server/entry";
import { joinDoorstep } from "@/app/_server/join";
import { type Asked, LinkScreen } from "@/components/questions/answer/link-screen";
import { QuestionFrame } from "@/components/questions/answer/question-frame";
import { openLink } from "@/lib/stages/questions/links/open-link";
import { answerAction, forwardAction, renewAction } from "./actions";

export const metadata = { title: "Would 24 hours later be fine?", robots: { index: false } };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<Asked> };

/** The right to be here is the link itself. Opening it changes nothing. */
export default async function AnswerPage({ params, searchParams }: Props) {
  const token = decodeURIComponent((await params).token);
  const asked = await searchParams;
  const opened = await openLink(joinDoorstep(), token);
  // Who guesses links waits longer with each.
  if (opened.kind === "unknown") await slowDown();
  const organisation =
    "page" in opened ? opened.page.organisation : "organisation" in opened ? opened.organisation : undefined;
  return (
    <QuestionFrame {...(organisation && { organisation })}>
      <LinkScreen
        {...{ opened, token, asked }}
        answer={answerAction}
        forward={forwardAction}
        renew={renewAction}
      />
    </QuestionFrame>
  );
}
