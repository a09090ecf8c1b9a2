import { isAscii, isUtf8 } from "node:buffer";
import type { LineDialect, LineFacts, LineProblem } from "@/lib/core/provider";
import type { Fix } from "../model/fix";
import type { Trouble } from "../model/preflight/findings/troubles";
import { hashed, hashId } from "../model/preflight/id-hash";
import { findFault } from "../model/preflight/json-fault";
import { bitsOf, type Group, Lines, MARK, MOST_SHOWN, OPEN, Tally } from "../model/preflight/lines";
import { isMended, type Mends, mendBody, mendsOf } from "../model/preflight/mend-body";
import { breaksGrowth, findId, type Name, nameOf } from "./find-id";
import { type LineVisitor, LONGEST_LINE, readLines } from "./read-lines";
import type { Sampler } from "./tokens/sampler";

export type Broken = { line: number; column: number | null; message: string };

/** All that one pass over an upload finds out. Its size does not depend on how long the lines are. */
export type Scan = {
  lines: Lines;
  groups: Group[];
  /** By code of their finding. */
  troubles: Map<string, Trouble>;
  broken: Broken[];
  bytes: number;
};

export type ScanInput = {
  path: string;
  dialect: LineDialect;
  fixes: readonly Fix[];
  /** For lines that name no model. */
  model: string | null;
  sampler: Sampler | null;
  /** Which of these ids an earlier batch has answers for; null: nobody has to be asked. */
  paidAmong: ((ids: string[]) => Promise<ReadonlySet<string>>) | null;
};

export async function scanUpload(input: ScanInput): Promise<Scan> {
  const scanner = new Scanner(input);
  const { bytes } = await readLines(input.path, scanner);
  return scanner.end(bytes);
}

/** `nonce_n`: the id a line is sent with. */
export const sentIdLength = (number: number) => 9 + String(number).length;
export const LONGEST_ID = 512;
const MOST_GROUPS = 1000;
const ASKED_AT_ONCE = 5000;
const NO_TOKENS = /embed|moderation|\/images\/|\/videos/i;

const trouble = (code: string, message: string, at: string | null = null): LineProblem => ({
  ...{ code, message, at },
  mend: null,
});
const TROUBLES = {
  json: trouble("invalid-json", "Lines that are no JSON"),
  utf8: trouble("invalid-utf8", "Lines that are not UTF-8"),
  object: trouble("not-an-object", "Lines that are JSON but no object"),
  long: trouble("line-too-long", "Lines longer than 20 MB"),
  id: trouble("bad-id", `Ids that are longer than ${LONGEST_ID} characters or hold a NUL`),
  groups: trouble("too-many-models", `More than ${MOST_GROUPS} models and paths`),
};

/** Under which code a finding stands, and is left out by. */
export const codeOf = ({ code, at }: LineProblem) => (at === null ? code : `${code}:${at}`).slice(0, 60);

type Why = { column: number | null; message: string };
type Unreadable = { problem: LineProblem; why: Why };
type Understood = { bytes: Buffer; isPlain: boolean; facts: LineFacts; group: number };
type MendedLine = Parameters<typeof mendBody>[1];

/** One JSON object, or why it is none. */
function parse(text: string | null, isLast: boolean): { value: object } | Unreadable {
  if (text === null)
    return { problem: TROUBLES.utf8, why: { column: null, message: "Bytes that are not UTF-8." } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const fault = findFault(text) ?? { column: 1, message: "No JSON." };
    const isCut = isLast && fault.column > text.length;
    const message = isCut ? "The last line breaks off: the file seems to be cut." : fault.message;
    return { problem: TROUBLES.json, why: { column: fault.column, message } };
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { value };
  return { problem: TROUBLES.object, why: { column: 1, message: "JSON, but not an object." } };
}

class Scanner implements LineVisitor {
  private readonly lines = new Lines();
  private readonly groups: Group[] = [];
  private readonly groupsByName = new Map<string, Map<string, number>>();
  private readonly troubles = new Map<string, Trouble>();
  private readonly broken: Broken[] = [];
  private readonly mends: Mends;
  private readonly idName: Name | null;
  private asked: { id: string; row: number }[] = [];

  constructor(private readonly input: ScanInput) {
    this.mends = mendsOf(input.fixes);
    const { idKey } = input.dialect;
    this.idName = idKey === null ? null : nameOf(idKey);
  }

  line(bytes: Buffer, { number, offset, isLast }: { number: number; offset: number; isLast: boolean }): void {
    const isPlain = isAscii(bytes);
    const text = isPlain ? bytes.toString("latin1") : isUtf8(bytes) ? bytes.toString("utf8") : null;
    if (text !== null && text.trimStart() === "") return; // a blank line is no request
    const row = this.add({ number, offset, length: bytes.length });
    const parsed = parse(text, isLast);
    const read = "why" in parsed ? parsed : this.understand(parsed.value);
    if ("why" in read) this.refuse(row, read);
    else this.take(row, { bytes, isPlain, ...read });
  }

  tooLong({ number, offset, length }: { number: number; offset: number; length: number }): void {
    const row = this.add({ number, offset, length: Math.min(length, 0xffffffff) });
    const why = { column: null, message: `Longer than ${LONGEST_LINE / 1e6} MB.` };
    this.refuse(row, { problem: TROUBLES.long, why });
  }

  pause(): Promise<void> | undefined {
    return this.asked.length >= ASKED_AT_ONCE ? this.ask() : undefined;
  }

  async end(bytes: number): Promise<Scan> {
    if (this.asked.length > 0) await this.ask();
    const { lines, groups, troubles, broken } = this;
    return { lines, groups, troubles, broken, bytes };
  }

  private add({ number, offset, length }: { number: number; offset: number; length: number }): number {
    const { lines } = this;
    const row = lines.count;
    lines.count += 1;
    lines.number.set(row, number);
    lines.offset.set(row, offset);
    lines.length.set(row, length);
    return row;
  }

  private refuse(row: number, { problem, why }: Unreadable): void {
    const line = this.lines.number.get(row);
    this.tally(problem, line, true);
    const isLeftOut = this.mends.leftOut.has(codeOf(problem));
    this.lines.mark(row, MARK.broken | (isLeftOut ? MARK.leftOut : 0));
    if (this.broken.length < MOST_SHOWN) this.broken.push({ line, ...why });
  }

  private tally(problem: LineProblem, line: number, unreadable: boolean): void {
    const code = codeOf(problem);
    let known = this.troubles.get(code);
    if (!known) {
      known = Object.assign(new Tally(), { problem, unreadable });
      this.troubles.set(code, known);
    }
    known.add(line);
  }

  private understand(value: object): { facts: LineFacts; group: number } | Unreadable {
    const facts = this.input.dialect.read(value);
    if (!("body" in facts)) return { problem: facts, why: { column: null, message: facts.message } };
    const group = this.groupOf(facts);
    const { groups: problem } = TROUBLES;
    return group === null ? { problem, why: { column: null, message: problem.message } } : { facts, group };
  }

  private take(row: number, { bytes, isPlain, facts, group }: Understood): void {
    const { lines } = this;
    const { writes = true } = this.groups[group] ?? {};
    lines.group.set(row, group);
    lines.characters.set(row, facts.inputCharacters);
    lines.around.set(row, Math.min(this.input.dialect.around?.(facts.body, facts.path) ?? 0, 0xffff));
    lines.maxOutput.set(row, writes ? Math.min(facts.maxOutput ?? OPEN, 0x7fffffff) : 0);
    lines.features.set(row, bitsOf(facts.features));
    this.identify(row, facts.customId);
    if (this.isRefused(row, facts)) lines.mark(row, MARK.refused);
    const line = { body: facts.body, path: facts.path, maxOutput: facts.maxOutput, writes };
    const isAnew = facts.form === "bare" || isMended(line, this.mends);
    const copied = isAnew ? null : this.copiedLength(row, bytes, isPlain);
    if (copied === null) lines.mark(row, MARK.anew);
    lines.sentBytes.set(row, copied ?? this.writtenLength(row, facts, line));
    this.input.sampler?.see(lines, row, facts, this.groups[group]);
  }

  private writtenLength(row: number, facts: LineFacts, line: MendedLine): number {
    const { dialect, model } = this.input;
    const body = mendBody(dialect, line, this.mends);
    const id = "x".repeat(sentIdLength(this.lines.number.get(row)));
    return Buffer.byteLength(dialect.write({ body, path: facts.path, model: facts.model ?? model }, id));
  }

  /** Marks what the batch refuses, unless a fix mends it or leaves the line out. */
  private isRefused(row: number, facts: LineFacts): boolean {
    let isRefused = false;
    const { mends, lines } = this;
    for (const problem of facts.problems) {
      this.tally(problem, lines.number.get(row), false);
      if (mends.leftOut.has(codeOf(problem))) lines.mark(row, MARK.leftOut);
      else if (problem.mend?.kind === "remove" && mends.removed.includes(problem.mend.at)) continue;
      else if (problem.mend?.kind === "limit-output" && mends.limit !== null) continue;
      else isRefused = true;
    }
    return isRefused;
  }

  private identify(row: number, id: string | null): void {
    const { lines } = this;
    if (id === null || id === "") lines.mark(row, MARK.noId);
    else if (id.length > LONGEST_ID || id.includes("\0")) {
      this.tally(TROUBLES.id, lines.number.get(row), false);
      const isLeftOut = this.mends.leftOut.has(TROUBLES.id.code);
      lines.mark(row, MARK.noId | (isLeftOut ? MARK.leftOut : MARK.refused));
    } else {
      hashId(id);
      lines.hashLow.set(row, hashed.low);
      lines.hashHigh.set(row, hashed.high);
      if (this.input.paidAmong) this.asked.push({ id, row });
    }
  }

  /** The bytes of a line that is copied with our id in place of its own; null when it must be written anew. */
  private copiedLength(row: number, bytes: Buffer, isPlain: boolean): number | null {
    const place = this.idName && findId(bytes, this.idName);
    if (!place) return null;
    const growth = isPlain ? 0 : breaksGrowth(bytes);
    return bytes.length - (place.end - place.start) + 2 + sentIdLength(this.lines.number.get(row)) + growth;
  }

  private groupOf({ model: named, path }: LineFacts): number | null {
    const model = named ?? this.input.model;
    let byPath = this.groupsByName.get(model ?? "");
    if (!byPath) {
      byPath = new Map();
      this.groupsByName.set(model ?? "", byPath);
    }
    const known = byPath.get(path);
    if (known !== undefined) return known;
    if (this.groups.length >= MOST_GROUPS) return null;
    byPath.set(path, this.groups.length);
    return this.groups.push({ model, path, writes: !NO_TOKENS.test(`${path} ${model ?? ""}`) }) - 1;
  }

  private async ask(): Promise<void> {
    const asked = this.asked;
    this.asked = [];
    const paid = await this.input.paidAmong?.(asked.map(({ id }) => id));
    for (const { id, row } of asked) if (paid?.has(id)) this.lines.mark(row, MARK.paid);
  }
}
