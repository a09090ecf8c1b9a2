import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageContext } from "@/app/_server/context";
import { BatchScreen } from "@/components/batches/detail/batch-screen";
import { AppError } from "@/lib/core/errors";
import * as actions from "../actions";
import { readBatchPage } from "./view";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Batch ${decodeURIComponent((await params).id).slice(0, 40)}` };
}

export default async function BatchPage({ params, searchParams }: Props) {
  const ctx = await pageContext("batches.read");
  const id = decodeURIComponent((await params).id);
  const view = await readBatchPage(ctx, id, await searchParams).catch((error: unknown) => {
    if (error instanceof AppError && ["not_found", "invalid"].includes(error.code)) notFound();
    throw error;
  });
  return <BatchScreen {...view} actions={actions} />;
}
