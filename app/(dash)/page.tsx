import { pageContext } from "@/app/_server/context";
import { FirstRun } from "@/components/overview/first-run";
import { nextSteps } from "@/components/overview/next-steps";
import { OverviewPage } from "@/components/overview/overview";
import { wallClock } from "@/components/shell/clock";
import { reachOf } from "@/lib/core/access";
import { readOverview } from "@/lib/stages/spend/read-overview";
import { type OverviewSearch, readSearch } from "./search";

export const metadata = { title: "Overview" };

export default async function Page({ searchParams }: { searchParams: Promise<OverviewSearch> }) {
  const ctx = await pageContext("spend.read");
  const { period, show, search } = readSearch(await searchParams);
  const overview = await readOverview(ctx, period);
  const canImport = reachOf(ctx.actor.role, "imports.write") !== null;
  if (!overview)
    return (
      <FirstRun
        name={ctx.actor.name}
        serverClock={wallClock(ctx.now())}
        onLoadSample={null}
        dropZone={null}
      />
    );
  return (
    <OverviewPage
      overview={overview}
      steps={nextSteps(overview, [])}
      viewer={ctx.actor.role}
      show={show}
      canImport={canImport}
      search={search}
    />
  );
}
