import { Plus } from "lucide-react";
import { type TabItem, TabLinks } from "@/components/ui/nav/tabs";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { formatWhole } from "@/lib/core/numbers";
import { keptOf } from "@/lib/stages/spend/model/kept-address";
import { SaveViewForm } from "./save-view-form";
import type { SpendView } from "./view";

type Tab = { label: string; query: string; count: number | null };

/** What everybody has, then one's own. The one whose address this is, is on. */
export function ViewTabs({ view }: { view: SpendView }) {
  const { search, page, views, counts, actions } = view;
  const here = keptOf(search);
  const hasFit = page.query.filters.verdict !== undefined || page.rows.some((row) => row.fit !== null);
  const tabs: Tab[] = [
    { label: "All spend", query: "", count: counts?.all ?? null },
    { label: "Top 10", query: "limit=10", count: counts && Math.min(10, counts.all) },
    ...(hasFit
      ? [
          {
            label: "Good fit, not asked",
            query: "answer=not-asked&verdict=good",
            count: counts?.goodNotAsked ?? null,
          },
        ]
      : []),
    ...(counts && counts.waiting > 0
      ? [{ label: "Waiting for an answer", query: "answer=waiting", count: counts.waiting }]
      : []),
    { label: "No owner", query: "owner=unassigned", count: counts?.withoutOwner ?? null },
    ...views.map(({ name, query }) => ({ label: name, query, count: null })),
  ];
  const isKnown = tabs.some((tab) => tab.query === here);
  const items: TabItem[] = tabs.map((tab) => {
    const isHere = tab.query === here;
    const count = isHere && tab.query !== "limit=10" ? page.totals.groups : tab.count;
    return {
      href: hrefOf(tab.query, search),
      label: tab.label,
      active: isHere,
      ...(count !== null && { count: formatWhole(count) }),
    };
  });
  return (
    <div className="flex items-stretch max-md:flex-wrap">
      <TabLinks label="Views" items={items} />
      <div className="flex flex-1 items-center border-b border-line pl-5 max-md:pl-0">
        <Disclosure
          summary={
            <>
              <Plus className="icon-xs" />
              Save view
            </>
          }
          summaryClassName="flex min-h-6 items-center gap-1.5 whitespace-nowrap text-text-3 hover:text-text"
          panelClassName="w-[264px]"
        >
          <SaveViewForm views={views} isKnown={isKnown} save={actions.saveView} remove={actions.removeView} />
        </Disclosure>
      </div>
    </div>
  );
}

/** Views keep their days open: the ones on the screen stay. */
function hrefOf(query: string, search: string): string {
  const params = new URLSearchParams(query);
  const now = new URLSearchParams(search);
  for (const name of ["from", "to"]) {
    const day = now.get(name);
    if (day) params.set(name, day);
  }
  return params.size > 0 ? `/spend?${params}` : "/spend";
}
