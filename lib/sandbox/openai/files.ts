import { rmSync } from "node:fs";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { readMultipart, type Upload } from "@/lib/sandbox/http/multipart";
import { textOf } from "@/lib/sandbox/http/traffic";
import type { World } from "@/lib/sandbox/platform/world";
import { complain, invalidValue, missingParameter, refuse } from "./dialect";
import { type FileRecord, type FileRoom, fileOnTheWire } from "./file-room";

const purposes = ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"];
const longestUpload = 512 * 1024 * 1024;

export function fileRoutes(world: World, room: FileRoom): Route[] {
  const found = (call: Call): FileRecord => {
    const id = call.params.id ?? "";
    return room.find(id, call.scope) ?? refuse(404, { message: `No such File object: ${id}`, param: "id" });
  };

  async function create(call: Call): Promise<Reply> {
    const incoming = world.path("incoming", world.nextId("upload-"));
    try {
      const upload = await readMultipart(call.request, incoming);
      if (!upload) return complain(400, { message: "The request body is not a valid multipart form." });
      call.sent = await sentForm(upload, incoming);
      const { file, kept } = room.keep({ ...checkUpload(upload, world), scope: call.scope }, incoming);
      await kept;
      return json(fileOnTheWire(file));
    } finally {
      rmSync(incoming, { force: true });
    }
  }

  function list(call: Call): Reply {
    const purpose = call.query.get("purpose");
    const limit = Number(call.query.get("limit") ?? 10_000);
    if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
      invalidValue("limit", "'limit' must be between 1 and 10000.");
    const where = (file: FileRecord) =>
      file.scope === call.scope && room.isThere(file) && (!purpose || file.purpose === purpose);
    const page =
      call.query.get("order") === "asc"
        ? oldestFirst([...room.files.all()].filter(where), call.query.get("after"), limit)
        : room.files.newestFirst({ after: call.query.get("after"), limit, where });
    return json({
      object: "list",
      data: page.rows.map(fileOnTheWire),
      // The contract wants a text here even when there is nothing to name.
      first_id: page.rows[0]?.id ?? "",
      last_id: page.rows.at(-1)?.id ?? "",
      has_more: page.more,
    });
  }

  return [
    { method: "POST", path: "/v1/files", operation: "files.create", handle: create },
    { method: "GET", path: "/v1/files", operation: "files.list", handle: list },
    {
      method: "GET",
      path: "/v1/files/:id",
      operation: "files.retrieve",
      handle: (call) => json(fileOnTheWire(found(call))),
    },
    {
      method: "GET",
      path: "/v1/files/:id/content",
      operation: "files.content",
      handle: (call) => ({
        kind: "file",
        path: room.path(found(call).id),
        headers: { "content-type": "application/octet-stream" },
      }),
    },
    {
      method: "DELETE",
      path: "/v1/files/:id",
      operation: "files.delete",
      async handle(call) {
        const file = found(call);
        await room.remove(file);
        return json({ id: file.id, object: "file", deleted: true });
      },
    },
  ];
}

function oldestFirst(files: FileRecord[], after: string | null, limit: number) {
  const from = after === null ? 0 : files.findIndex((file) => file.id === after) + 1;
  return { rows: files.slice(from, from + limit), more: files.length > from + limit };
}

function checkUpload({ file, fields }: Upload, world: World): Omit<FileRecord, "id" | "scope"> {
  const settings = world.settings().openai;
  const purpose = fields.purpose;
  if (file?.field !== "file") return missingParameter("file");
  if (!purpose) return missingParameter("purpose");
  if (!purposes.includes(purpose))
    invalidValue("purpose", `'${purpose}' is not one of ${purposes.join(", ")}.`);
  if (purpose === "batch" && !file.filename.endsWith(".jsonl"))
    refuse(400, { message: "Invalid file format for Batch API. Must be .jsonl", param: "file" });
  if (file.bytes > (purpose === "batch" ? settings.maxBytes : longestUpload))
    refuse(400, { message: "File is too large.", param: "file" });
  const now = world.clock.now();
  const asked = expiryAsked(fields);
  const seconds = asked ?? (purpose === "batch" ? settings.batchFileSeconds : null);
  return {
    bytes: file.bytes,
    createdAt: now,
    expiresAt: seconds === null ? null : now + seconds * 1000,
    filename: file.filename,
    purpose,
  };
}

function expiryAsked(fields: Record<string, string>): number | null {
  const anchor = fields["expires_after[anchor]"];
  const seconds = fields["expires_after[seconds]"];
  if (anchor === undefined && seconds === undefined) return null;
  if (anchor !== "created_at") invalidValue("expires_after.anchor", "The anchor must be 'created_at'.");
  return checkedExpiry("expires_after.seconds", Number(seconds));
}

export function checkedExpiry(param: string, seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 2_592_000)
    invalidValue(param, `'${param}' must be between 3600 and 2592000.`);
  return seconds;
}

/** The form as the traffic record shows it: the file by name, size and its first lines. */
async function sentForm(upload: Upload, path: string) {
  return { ...upload.fields, file: upload.file && { ...upload.file, text: await textOf(path) } };
}
