import { pageContext } from "@/app/_server/context";
import { AskScreen } from "@/components/questions/ask/ask-screen";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { planQuestions } from "@/lib/stages/questions/asking/plan-questions";
import { countedOwners } from "@/lib/stages/questions/model/owners";
import { askAction, assignSomeAction } from "../actions";

export const metadata = { title: "Ask owners" };

type Props = { searchParams: Promise<{ endpoint?: string | string[] }> };

/** Without endpoints in the address: the ten that cost the most. */
export default async function AskPage({ searchParams }: Props) {
  const { endpoint } = await searchParams;
  const ctx = await pageContext("questions.write");
  const chosen = endpoint === undefined ? undefined : [endpoint].flat();
  const plan = await planQuestions(ctx, { endpoints: chosen });
  const what = chosen ? "of the chosen" : "of the ten that cost the most";
  return (
    <>
      <PageHeader
        title={plan.ask.length > 0 ? `Ask ${countedOwners(plan.ask)}?` : "Ask owners"}
        fact={`${what}, ${plan.notAsked.length} not asked`}
        crumbs={[{ href: "/questions", label: "Owner answers" }, { label: "Ask" }]}
      />
      <PageBody>
        <AskScreen
          plan={plan}
          organisation={ctx.organisation.name}
          asker={ctx.actor.name}
          now={ctx.now()}
          hasMail={ctx.post.mail !== null}
          ask={askAction}
          assign={assignSomeAction}
        />
      </PageBody>
    </>
  );
}
