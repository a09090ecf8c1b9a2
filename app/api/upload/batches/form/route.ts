import { refusal } from "@/app/_server/api/answer";
import { bodyOf } from "@/app/_server/bodies/body";
import { readFormWithFile } from "@/app/_server/bodies/multipart";
import { ownPageContext } from "@/app/_server/own-page";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { NewBatchInput } from "@/lib/stages/batches/model/receiving";
import { receiveBatch } from "@/lib/stages/batches/receive-batch";
import { listConnectionChoices } from "@/lib/stages/connections/list-connections";

/**
 * The whole form of a new batch at once, for browsers without scripts: its file is streamed to disk. What is wrong is
 * said on the page that it came from, with everything that was typed.
 */
export async function POST(request: Request): Promise<Response> {
  let typed: Record<string, string> = {};
  try {
    const ctx = await ownPageContext(request);
    const type = request.headers.get("content-type") ?? "";
    const { fields, file } = await readFormWithFile(type, bodyOf(request));
    typed = filled(fields);
    if (!file) return back(typed, "none");
    const input = NewBatchInput.safeParse({
      ...(await withProvider(ctx, typed)),
      ...HELD,
      filename: file.filename,
    });
    if (!input.success) return back(typed);
    const { id } = await receiveBatch(ctx, { ...input.data, body: file.body, bytesTotal: null });
    return seeOther(`/batches/new?${new URLSearchParams({ batch: id })}`);
  } catch (error) {
    if (!(error instanceof AppError)) return refusal(error);
    if (error.code === "unauthenticated") return seeOther("/sign-in?next=%2Fbatches%2Fnew");
    if (error.code === "forbidden") return refusal(error);
    if (error.fields?.answerSchema) return back(typed, "schema");
    // What is wrong with a field is found again by the page; what is left is the file.
    return back(typed, error.fields ? undefined : "broken");
  }
}

const HELD = { start: "hold" } as const;

const filled = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ""));

async function withProvider(ctx: Context, typed: Record<string, string>): Promise<Record<string, string>> {
  const chosen = (await listConnectionChoices(ctx)).find(({ id }) => id === typed.connection);
  return chosen ? { ...typed, provider: chosen.provider } : typed;
}

/** A schema is too long for an address. */
function back(
  { answerSchema: _, ...typed }: Record<string, string>,
  file?: "none" | "broken" | "schema",
): Response {
  const words = Object.entries(typed).map(([name, value]) => [name, value.slice(0, 300)]);
  return seeOther(
    `/batches/new?${new URLSearchParams([...words, ["checked", "1"], ...(file ? [["file", file]] : [])])}`,
  );
}

/** Relative, so that it holds behind any proxy. */
const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } });
