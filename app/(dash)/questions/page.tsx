import { pageContext } from "@/app/_server/context";
import { QuestionsScreen } from "@/components/questions/questions-screen";
import * as actions from "./actions";
import { type Asked, readQuestionsPage } from "./view";

export const metadata = { title: "Owner answers" };

export default async function QuestionsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const asked = await searchParams;
  const ctx = await pageContext("questions.read");
  const view = await readQuestionsPage(ctx, asked);
  return <QuestionsScreen {...view} now={ctx.now()} asked={asked.asked} actions={actions} />;
}
