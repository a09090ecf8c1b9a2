import { AuditSection } from "@/components/settings/audit/audit-section";
import { ChoicesSection } from "@/components/settings/choices-section";
import { OrganisationSection } from "@/components/settings/organisation-section";
import { PeopleSection } from "@/components/settings/people-section";
import { PricesSection } from "@/components/settings/prices/prices-section";
import { ProvidersSection } from "@/components/settings/providers/providers-section";
import { TokensSection } from "@/components/settings/tokens-section";
import * as actions from "./actions";
import { saveChoicesAction } from "./choices";
import * as providerActions from "./providers/actions";
import type { readSettings } from "./settings";

type Props = Awaited<ReturnType<typeof readSettings>> & {
  self: string;
  preferences: { singleKeys: boolean };
  theme: "system" | "light" | "dark";
};

/** What was read is what is shown. */
export function Sections(props: Props) {
  const { sections, providers, people, tokens, prices, organisation, log, isWholeLog } = props;
  return (
    <>
      {providers && <ProvidersSection {...providers} actions={providerActions} />}
      {people && <PeopleSection people={people} self={props.self} actions={actions} />}
      {tokens && <TokensSection tokens={tokens} actions={actions} />}
      {prices && <PricesSection {...prices} actions={actions} />}
      {organisation && <OrganisationSection name={organisation.name} actions={actions} />}
      {sections.you.shown && (
        <ChoicesSection theme={props.theme} {...props.preferences} save={saveChoicesAction} />
      )}
      {log && <AuditSection page={log} isWhole={isWholeLog} />}
    </>
  );
}
