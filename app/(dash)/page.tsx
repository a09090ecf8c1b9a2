import { pageContext } from "@/app/_server/context";
import { DropZone } from "@/components/imports/drop-zone";
import { FirstRun } from "@/components/overview/first-run";
import { OverviewPage } from "@/components/overview/overview";
import { wallClock } from "@/components/shell/clock";
import { reachOf } from "@/lib/core/access";
import { readFunnel } from "@/lib/stages/fit/read-funnel";
import { answeredShares } from "@/lib/stages/questions/answering/answered-shares";
import { readWaitShare } from "@/lib/stages/questions/read-wait-share";
import { readOverview } from "@/lib/stages/spend/read-overview";
import { loadSampleAction } from "./actions";
import { type OverviewSearch, readSearch } from "./search";
import { readSteps } from "./steps";

export const metadata = { title: "Overview" };

export default async function Page({ searchParams }: { searchParams: Promise<OverviewSearch> }) {
  const ctx = await pageContext("spend.read");
  const { role, name } = ctx.actor;
  const { period, show, search, isLoadingSample } = readSearch(await searchParams);
  const may = { import: reachOf(role, "imports.write"), sample: reachOf(role, "organisation.write") };
  const overview = await readOverview(ctx, period);
  if (!overview)
    return (
      <FirstRun
        name={name.split(" ")[0] ?? name}
        serverClock={wallClock(ctx.now())}
        isLoading={isLoadingSample}
        onLoadSample={may.sample && loadSampleAction}
        dropZone={may.import && <DropZone />}
        formats={ctx.formats.list().flatMap((format) => (format.kind === "usage" ? [format.label] : []))}
      />
    );
  const standing = overview.isDefault ? await readFunnel(ctx, await answeredShares(ctx)) : null;
  const waits = overview.isDefault ? await readWaitShare(ctx) : null;
  const steps = await readSteps(ctx, overview);
  const canImport = may.import !== null;
  return <OverviewPage {...{ overview, standing, waits, steps, show, canImport, search }} viewer={role} />;
}
