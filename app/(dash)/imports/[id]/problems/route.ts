import { problemsFile } from "@/app/_server/bodies/problems-file";
import { pageContext } from "@/app/_server/context";

/** The rows that are not in, for a spreadsheet. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const ctx = await pageContext("imports.read");
  return problemsFile(ctx, (await params).id, "csv");
}
