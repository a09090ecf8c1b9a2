import { CircleAlert, CircleX, Info } from "lucide-react";
import Link from "next/link";
import { LINK } from "@/components/ui/button";
import { SunIcon } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import { formatFineDollars } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import { draftHref } from "../address";
import { requestsWord } from "../words";

const ALERT = <CircleAlert className="icon" />;

/** What happened, what it means and costs, what to do. An unsure submission has a panel of its own. */
export function Notices({ batch }: { batch: BatchDetail }) {
  const { state, reason, isAtRisk, actions, cost } = batch;
  return (
    <div className="flex flex-col gap-2.5 pb-5 empty:hidden">
      {state === "blocked" && (
        <Notice
          tone="bad"
          icon={ALERT}
          title={reason?.message ?? "It cannot start yet."}
          actions={
            <Link href={draftHref(batch.id)} className={LINK}>
              See what blocks it
            </Link>
          }
        >
          Nothing is sent, and nothing is charged, before that is mended.
        </Notice>
      )}
      {isAtRisk && <AtRisk batch={batch} />}
      {actions.runRemaining?.isRunning && (
        <Notice
          icon={<SunIcon className="icon" />}
          title={`${requestsWord(actions.runRemaining.requests)} run as sync now.`}
        >
          They are charged at the sync price, up to the cap that was set.
        </Notice>
      )}
      {actions.release && (
        <Notice icon={<Info className="icon" />} title={canaryTitle(batch)}>
          The rest waits until you release it.
        </Notice>
      )}
      {reason && isPlainReason(batch) && (
        <Notice
          {...(state === "failed" || state === "expired"
            ? { tone: "bad" as const, icon: <CircleX className="icon" /> }
            : { icon: <Info className="icon" /> })}
        >
          {reason.message}
        </Notice>
      )}
      {cost.unpriced > 0 && (
        <Notice
          tone="bad"
          icon={ALERT}
          title={`${requestsWord(cost.unpriced)} used tokens and have no price.`}
        >
          What they cost is in no figure here. An admin can add the price of the model in{" "}
          <Link href="/settings" className={LINK}>
            Settings
          </Link>
          .
        </Notice>
      )}
    </div>
  );
}

/** The other notices say their reason themselves. */
function isPlainReason({ state, isAtRisk, actions }: BatchDetail): boolean {
  return state !== "blocked" && state !== "unsure" && !isAtRisk && !actions.release;
}

function AtRisk({ batch }: { batch: BatchDetail }) {
  const { reason, actions } = batch;
  const rest = actions.runRemaining;
  return (
    <Notice tone="bad" icon={ALERT} title={reason?.message ?? "It may miss its deadline."}>
      What has no result by then expires and is not charged.
      {rest?.cost != null &&
        ` Running the remaining ${formatWhole(rest.requests)} as sync now costs about ${formatFineDollars(rest.cost)}.`}
    </Notice>
  );
}

function canaryTitle({ parts, requests }: BatchDetail): string {
  const canary = parts.filter(({ isCanary }) => isCanary);
  const count = canary.reduce((sum, part) => sum + part.requests, 0);
  const isDone = canary.every(({ endedAt }) => endedAt !== null);
  const trouble = requests.failed > 0 ? `, ${formatWhole(requests.failed)} of them failed` : "";
  return isDone
    ? `The first ${requestsWord(count)} are done${trouble}.`
    : `The first ${requestsWord(count)} are on their way.`;
}
