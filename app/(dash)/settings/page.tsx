import { pageAccount, pageContext } from "@/app/_server/context";
import { AuditSection } from "@/components/settings/audit/audit-section";
import { ChoicesSection } from "@/components/settings/choices-section";
import { OrganisationSection } from "@/components/settings/organisation-section";
import { PeopleSection } from "@/components/settings/people-section";
import { PricesSection } from "@/components/settings/prices/prices-section";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TokensSection } from "@/components/settings/tokens-section";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import * as actions from "./actions";
import { saveChoicesAction } from "./choices";
import { chosenTheme, readSettings } from "./settings";

export const metadata = { title: "Settings" };

type Props = { searchParams: Promise<{ show?: string; cursor?: string }> };

export default async function SettingsPage({ searchParams }: Props) {
  const asked = await searchParams;
  const ctx = await pageContext();
  const { user, preferences } = await pageAccount();
  const { sections, people, tokens, prices, organisation, log, isWholeLog } = await readSettings(ctx, asked);
  return (
    <>
      <PageHeader title="Settings" />
      <PageBody>
        <SettingsTabs sections={sections} show={asked.show} />
        {people && <PeopleSection people={people} self={user.id} actions={actions} />}
        {tokens && <TokensSection tokens={tokens} actions={actions} />}
        {prices && <PricesSection {...prices} actions={actions} />}
        {organisation && <OrganisationSection name={organisation.name} actions={actions} />}
        {sections.you.shown && (
          <ChoicesSection theme={await chosenTheme()} {...preferences} save={saveChoicesAction} />
        )}
        {log && <AuditSection page={log} isWhole={isWholeLog} />}
      </PageBody>
    </>
  );
}
