import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { TabLinks } from "@/components/ui/nav/tabs";
import { Notice } from "@/components/ui/notice";
import type { Page } from "@/lib/core/paging";
import type { OutboxRow } from "@/lib/stages/questions/model/asking/outbox";
import type { QuestionSettings } from "@/lib/stages/questions/model/asking/settings";
import type { QuestionRow } from "@/lib/stages/questions/model/question";
import { type WaitShare, waitWords } from "@/lib/stages/questions/model/wait-share";
import { AnswerManyForm } from "./list/answer-many-form";
import { OutboxTable } from "./list/outbox-table";
import { QuestionTable } from "./list/question-table";
import type { QuestionActions } from "./question-actions";
import { OwnersSection } from "./settings/owners-section";
import { QuestionSettingsSections } from "./settings/question-settings";

const TABS = {
  questions: "Questions",
  outbox: "Outbox",
  owners: "Owners",
  settings: "Reminders and Slack",
} as const;
type Show = keyof typeof TABS;

type Props = {
  may: { ask: boolean; answer: boolean; setSlack: boolean };
  shown: Show;
  questions: Page<QuestionRow> | null;
  outbox: Page<OutboxRow> | null;
  settings: QuestionSettings | null;
  waits: WaitShare | null;
  now: Date;
  /** How many were asked a moment ago. */
  asked: string | undefined;
  actions: QuestionActions;
};

/** Who was asked, what they answered, and what is on its way. */
export function QuestionsScreen({
  may,
  shown,
  questions,
  outbox,
  settings,
  waits,
  now,
  asked,
  actions,
}: Props) {
  const ids = (Object.keys(TABS) as Show[]).filter((id) => id === "questions" || may.ask);
  const items = ids.map((id) => ({
    href: id === "questions" ? "/questions" : `/questions?show=${id}`,
    label: TABS[id],
    active: id === shown,
  }));
  const next = questions?.nextCursor ?? outbox?.nextCursor;
  const words = waits && waitWords(waits);
  return (
    <>
      <PageHeader
        title="Owner answers"
        {...(questions && { fact: factOf(questions) })}
        actions={
          may.ask && (
            <ButtonLink href="/questions/ask" variant="primary">
              Ask the top ten
            </ButtonLink>
          )
        }
      />
      <PageBody>
        {may.ask && <TabLinks label="Owner answers" items={items} />}
        {asked !== undefined && /^\d+$/.test(asked) && (
          <Notice role="status" className="mt-4">
            {asked === "1" ? "1 owner asked." : `${asked} owners asked.`}
          </Notice>
        )}
        {words && <p className="mt-4 text-prose text-text-2">{words}</p>}
        <div className="mt-3 [&>section:first-child]:border-t-0">
          {questions && <Questions page={questions} may={may} now={now} actions={actions} />}
          {outbox && <OutboxTable rows={outbox.rows} retry={actions.retryAction} />}
          {shown === "owners" && <OwnersSection assign={actions.assignOwnersAction} />}
          {settings && (
            <QuestionSettingsSections
              settings={settings}
              canSetSlack={may.setSlack}
              saveReminders={actions.saveRemindersAction}
              saveSlack={actions.saveSlackAction}
            />
          )}
        </div>
        {next && (
          <ButtonLink href={`/questions?show=${shown}&cursor=${encodeURIComponent(next)}`} className="mt-4">
            Earlier
          </ButtonLink>
        )}
      </PageBody>
    </>
  );
}

type ListProps = { page: Page<QuestionRow>; may: Props["may"]; now: Date; actions: QuestionActions };

function Questions({ page, may, now, actions }: ListProps) {
  if (page.rows.length === 0)
    return (
      <EmptyState title={may.ask ? "Nobody was asked yet." : "There is no question for you."}>
        {may.ask &&
          "Ask the owners of the ten endpoints that cost the most, or select some in Spend and press A."}
      </EmptyState>
    );
  return (
    <>
      <QuestionTable
        rows={page.rows}
        now={now}
        canAsk={may.ask}
        canAnswer={may.answer}
        resend={actions.resendAction}
        cancel={actions.cancelAction}
      />
      {may.answer && page.rows.some((row) => row.status === "open") && (
        <AnswerManyForm send={actions.answerManyAction} />
      )}
    </>
  );
}

function factOf({ rows, nextCursor }: Page<QuestionRow>): string {
  const count = (status: string) => rows.filter((row) => row.status === status).length;
  const more = nextCursor ? " on this page" : "";
  return `${count("open")} waiting, ${count("answered")} answered${more}`;
}
