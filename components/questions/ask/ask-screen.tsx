import type { FormAction } from "@/components/settings/forms/form-action";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/field";
import { Section } from "@/components/ui/nav/page-header";
import { formatDollars } from "@/lib/core/money";
import { letterOf } from "@/lib/stages/questions/model/messages/letter";
import { type Asked, NOT_ASKED, type NotAsked } from "@/lib/stages/questions/model/question";
import { SettingsForm } from "../settings/settings-form";
import { AskForm } from "./ask-form";
import { LetterPreview } from "./letter-preview";

type Planned = Asked & { spend: bigint | null; saving: bigint | null };
type Props = {
  plan: { ask: Planned[]; notAsked: NotAsked[] };
  organisation: string;
  asker: string;
  now: Date;
  hasMail: boolean;
  ask: FormAction<{ asked: unknown[] }>;
  assign: FormAction;
};

/** Who gets it, each with the message as it will be; and who will not be asked, and why. */
export function AskScreen({ plan, organisation, asker, now, hasMail, ask, assign }: Props) {
  const ownerless = plan.notAsked.filter(({ reason }) => reason === "no-owner" || reason === "no-address");
  return (
    <>
      {plan.ask.length === 0 ? (
        <EmptyState title="There is nobody to ask.">The reasons stand below.</EmptyState>
      ) : (
        <AskForm ask={ask} planned={plan.ask.map(({ key, owner }) => ({ key, owner }))} hasMail={hasMail}>
          <ul className="border-t border-line">
            {plan.ask.map((row) => (
              <li key={row.key} className="border-b border-line py-2">
                <div className="flex flex-wrap items-center gap-x-3">
                  <Checkbox name="endpoints" value={row.key} defaultChecked label={row.endpoint} />
                  <span className="ml-auto text-text-2">
                    {row.ownerName} <span className="text-text-3">{row.owner}</span>
                  </span>
                  <span className="w-[88px] text-right font-semibold">{formatDollars(row.spend)}</span>
                </div>
                <LetterPreview
                  to={row.owner}
                  letter={letterOf({
                    ...row,
                    kind: "question",
                    organisation,
                    askedByName: asker,
                    cause: "asked",
                    dueAt: null,
                    link: "#",
                    linkExpiresAt: new Date(now.getTime() + 14 * 86_400_000),
                    answer: null,
                  })}
                />
              </li>
            ))}
          </ul>
        </AskForm>
      )}
      {plan.notAsked.length > 0 && (
        <Section title="Not asked" note="With the reason" className="mt-8">
          <ul>
            {plan.notAsked.map((row) => (
              <li
                key={row.key}
                className="flex justify-between gap-x-3 border-b border-line py-2 max-md:flex-col"
              >
                <span>{row.endpoint}</span>
                <span className="text-text-2">{NOT_ASKED[row.reason]}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {ownerless.length > 0 && (
        <Section title="Name an owner" note="Then they can be asked">
          <SettingsForm save={assign} label="Name an owner" submit="Name as owner" done="Named.">
            <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
              <legend className="sr-only">Endpoints</legend>
              {ownerless.map(({ key, endpoint }) => (
                <Checkbox key={key} name="endpoints" value={key} label={endpoint} />
              ))}
            </fieldset>
            <Input
              name="owner"
              type="email"
              required
              placeholder="dana@example.com"
              aria-label="E-mail of the owner"
              className="w-[260px]"
            />
          </SettingsForm>
        </Section>
      )}
    </>
  );
}
