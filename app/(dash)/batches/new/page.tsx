import { notFound } from "next/navigation";
import { pageContext } from "@/app/_server/context";
import { NewScreen } from "@/components/batches/new/new-screen";
import { AppError } from "@/lib/core/errors";
import * as actions from "./actions";
import { readNewPage } from "./view";

export const metadata = { title: "New batch" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewBatchPage({ searchParams }: Props) {
  const ctx = await pageContext("batches.write");
  const view = await readNewPage(ctx, await searchParams).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return <NewScreen {...view} actions={actions} />;
}
