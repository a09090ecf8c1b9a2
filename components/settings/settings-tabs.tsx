import { TabLinks } from "@/components/ui/nav/tabs";

const LABELS = {
  providers: "Providers",
  people: "People",
  tokens: "API tokens",
  prices: "Prices",
  organisation: "Organisation",
  you: "Your choices",
  audit: "Audit log",
} as const;
type SectionId = keyof typeof LABELS;
type Props = { sections: Record<SectionId, { allowed: boolean }>; show: string | undefined };

/** Only what the role may see. */
export function SettingsTabs({ sections, show }: Props) {
  const ids = (Object.keys(LABELS) as SectionId[]).filter((id) => sections[id].allowed);
  const items = ids.map((id) => ({ href: `/settings?show=${id}`, label: LABELS[id], active: show === id }));
  const isAll = !items.some((item) => item.active);
  return (
    <div className="mb-1">
      <TabLinks label="Settings" items={[{ href: "/settings", label: "All", active: isAll }, ...items]} />
    </div>
  );
}
