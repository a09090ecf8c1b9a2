import { notFound } from "next/navigation";
import { pageContext } from "@/app/_server/context";
import { EndpointPage } from "@/components/spend/endpoint/endpoint-page";
import { RawRowsSection } from "@/components/spend/endpoint/raw-rows";
import { AppError } from "@/lib/core/errors";
import { type Asked, addressOf } from "../address";
import { readEndpointBatches } from "./batches";
import { readFitSections } from "./fit-sections";
import { readDetail } from "./read-detail";
import { readStory } from "./story";

type Props = { params: Promise<{ key: string }>; searchParams: Promise<Asked> };

export const metadata = { title: "Endpoint" };

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageContext("spend.read");
  const key = decodeURIComponent((await params).key);
  const view = await readDetail(ctx, key, addressOf(await searchParams)).catch((error: unknown) => {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid")) notFound();
    throw error;
  });
  const rows = <RawRowsSection raw={view.raw} hrefs={view.rowHrefs} />;
  const [batches, story, fit] = await Promise.all([
    readEndpointBatches(ctx, view.detail.key, view.detail.label),
    readStory(ctx, view.detail.key),
    readFitSections(ctx, key),
  ]);
  return <EndpointPage {...view} {...{ rows, batches }} {...story} {...fit} />;
}
