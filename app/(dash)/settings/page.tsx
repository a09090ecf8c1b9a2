import { pageAccount, pageContext } from "@/app/_server/context";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { Sections } from "./sections";
import { chosenTheme, readSettings } from "./settings";

export const metadata = { title: "Settings" };

type Props = { searchParams: Promise<{ show?: string; cursor?: string }> };

export default async function SettingsPage({ searchParams }: Props) {
  const asked = await searchParams;
  const ctx = await pageContext();
  const { user, preferences } = await pageAccount();
  const settings = await readSettings(ctx, asked);
  return (
    <>
      <PageHeader title="Settings" />
      <PageBody>
        <SettingsTabs sections={settings.sections} show={asked.show} />
        <Sections {...settings} self={user.id} preferences={preferences} theme={await chosenTheme()} />
      </PageBody>
    </>
  );
}
