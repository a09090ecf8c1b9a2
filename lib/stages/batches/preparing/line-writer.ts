import type { LineDialect } from "@/lib/core/provider";
import { type Mends, mendBody, mendsOf } from "../model/preflight/mend-body";
import { escapeBreaks, findId, nameOf as idNameOf, type Name } from "../preflight/find-id";
import type { PlanHead, PlanRecord } from "../preflight/plan-file";

export type WrittenLine = { pieces: Buffer[]; customId: string };

/** Makes of a line of the upload what is sent: the same bytes with our id, or, where a fix changes it, written anew. */
export class LineWriter {
  private readonly idName: Name | null;
  private readonly mends: Mends;

  constructor(
    private readonly dialect: LineDialect,
    private readonly head: PlanHead,
    private readonly model: string | null,
  ) {
    this.idName = dialect.idKey === null ? null : idNameOf(dialect.idKey);
    this.mends = mendsOf(head.fixes);
  }

  write(line: Buffer, record: PlanRecord, id: string): WrittenLine {
    const written = record.isAnew ? this.anew(line, record, id) : this.copy(line, id);
    return { ...written, customId: nameOf(written.customId, record) };
  }

  private copy(line: Buffer, id: string): { pieces: Buffer[]; customId: string | null } {
    const place = this.idName && findId(line, this.idName);
    if (!place) throw new Error("the line is not what the plan says");
    const own: unknown = JSON.parse(line.toString("utf8", place.start, place.end));
    const pieces = [
      escapeBreaks(line.subarray(0, place.start)),
      Buffer.from(JSON.stringify(id)),
      escapeBreaks(line.subarray(place.end)),
    ];
    return { pieces, customId: typeof own === "string" ? own : null };
  }

  private anew(
    line: Buffer,
    { group }: PlanRecord,
    id: string,
  ): { pieces: Buffer[]; customId: string | null } {
    const facts = this.dialect.read(JSON.parse(line.toString("utf8")));
    if (!("body" in facts)) throw new Error("the line is not what the plan says");
    const { writes = true } = this.head.groups[group] ?? {};
    const { path, maxOutput } = facts;
    const body = mendBody(this.dialect, { body: facts.body, path, maxOutput, writes }, this.mends);
    const text = this.dialect.write({ body, path, model: facts.model ?? this.model }, id);
    return { pieces: [Buffer.from(text)], customId: facts.customId };
  }
}

/** How the person knows it: by its own id, or by its line. */
function nameOf(customId: string | null, { hasId, number, ordinal }: PlanRecord): string {
  if (!hasId || customId === null) return `line-${number}`;
  return ordinal > 1 ? `${customId}~${ordinal}` : customId;
}
