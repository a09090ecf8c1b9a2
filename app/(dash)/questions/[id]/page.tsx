import { notFound } from "next/navigation";
import { pageContext } from "@/app/_server/context";
import type { Asked } from "@/components/questions/answer/link-screen";
import { OwnScreen } from "@/components/questions/answer/own-screen";
import { AppError } from "@/lib/core/errors";
import { readQuestion } from "@/lib/stages/questions/read-question";
import { answerAction, forwardAction } from "../actions";

export const metadata = { title: "Would 24 hours later be fine?" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Asked> };

/** The same questionnaire for somebody who is signed in. */
export default async function QuestionPage({ params, searchParams }: Props) {
  const { id } = await params;
  const ctx = await pageContext("answers.write");
  const page = await readQuestion(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return <OwnScreen page={page} asked={await searchParams} answer={answerAction} forward={forwardAction} />;
}
