import { pageContext } from "@/app/_server/context";
import { BatchesScreen } from "@/components/batches/list/batches-screen";
import { reachOf } from "@/lib/core/access";
import { readAddress, readBatchesPage } from "./view";

export const metadata = { title: "Batches" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BatchesPage({ searchParams }: Props) {
  const ctx = await pageContext("batches.read");
  const view = await readBatchesPage(ctx, readAddress(await searchParams));
  const may = { start: reachOf(ctx.actor.role, "batches.write") !== null };
  return <BatchesScreen view={view} now={ctx.now()} may={may} />;
}
