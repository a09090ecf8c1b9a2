import { notFound } from "next/navigation";
import { jsonlResponse } from "@/app/_server/bodies/jsonl";
import { pageContext } from "@/app/_server/context";
import { AppError } from "@/lib/core/errors";
import { results } from "@/lib/stages/batches/after/results";

type Props = { params: Promise<{ id: string }> };

/** The results for who is signed in; scripts use /api/v1/batches/{id}/results. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const ctx = await pageContext("batches.read");
  const { id } = await params;
  try {
    return await jsonlResponse(results(ctx, { batchId: id }), `${id}.results.jsonl`);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
