import { formatBytes, formatWhole } from "@/lib/core/numbers";
import type { BatchEventView } from "./view";

/** Ids and counts only: no text of a prompt, an answer or a key. */
export type EventDetail = Record<string, string | number | boolean | null>;

type Words = Pick<BatchEventView, "words" | "tone">;
type Told = (detail: EventDetail) => Words;

const plain = (words: string): Words => ({ words, tone: "plain" });
const good = (words: string): Words => ({ words, tone: "good" });
const bad = (words: string): Words => ({ words, tone: "bad" });

const number = (value: EventDetail[string] | undefined) => formatWhole(Number(value ?? 0));
const requests = (value: EventDetail[string] | undefined) =>
  `${number(value)} ${Number(value) === 1 ? "request" : "requests"}`;
const files = (value: EventDetail[string] | undefined) =>
  `${number(value)} ${Number(value) === 1 ? "file" : "files"}`;
/** `Part 2: ` where there are several. */
const part = ({ part, parts }: EventDetail) => (Number(parts ?? 1) > 1 ? `Part ${part} of ${parts}: ` : "");
const by = ({ by }: EventDetail) => (by ? ` by ${by}` : "");

const WORDS: Record<string, Told> = {
  "batch.received": (d) => plain(`Uploaded, ${formatBytes(Number(d.bytes ?? 0))}${by(d)}`),
  "batch.checked": (d) => good(`Checked: ${requests(d.requests)} can be sent`),
  "batch.blocked": (d) => bad(`Checked: ${number(d.lines)} lines, and something blocks the start`),
  "batch.fix-added": (d) => plain(`Fix chosen${by(d)}`),
  "batch.fix-undone": (d) => plain(`Fix taken back${by(d)}`),
  "batch.prepared": (d) => plain(`${requests(d.requests)} written into ${files(d.parts)}`),
  "batch.started": (d) => plain(`Started${by(d)}`),
  "batch.canary-chosen": (d) =>
    plain(d.canary === null ? `All at once${by(d)}` : `The first ${requests(d.canary)} go first${by(d)}`),
  "batch.released": (d) => plain(`Rest released${by(d)}`),
  "batch.cancel-asked": (d) => plain(`Cancel asked${by(d)}`),
  "batch.completed": (d) => good(`Done: ${number(d.succeeded)} of ${requests(d.total)} succeeded`),
  "batch.failed": () => bad("Failed"),
  "batch.expired": (d) => bad(`Expired with ${requests(d.expired)} not worked`),
  "batch.cancelled": (d) => plain(`Cancelled with ${requests(d.cancelled)} not worked`),
  "batch.at-risk": (d) => bad(String(d.words ?? "It may miss its deadline")),
  "batch.retried": (d) => plain(`${requests(d.requests)} sent again as ${d.batch}${by(d)}`),
  "batch.booked": (d) => plain(`${requests(d.rows)} entered the ledger`),
  "batch.unpriced": (d) => bad(`${requests(d.requests)} with tokens and without a price`),
  "batch.files-removed": () => plain("Uploads and answers removed, as the retention time says"),
  "part.submitting": (d) =>
    plain(`${part(d)}sending ${requests(d.requests)}, ${formatBytes(Number(d.bytes ?? 0))}`),
  "part.accepted": (d) => good(`${part(d)}accepted as ${d.remote}`),
  "part.adopted": (d) => good(`${part(d)}found again as ${d.remote}`),
  "part.not-found": (d) => plain(`${part(d)}the provider has no such batch; it is sent again`),
  "part.answer-lost": (d) => bad(`${part(d)}the answer was lost; looking whether it was accepted`),
  "part.unsure": (d) => bad(`${part(d)}may have been accepted; not sent again before that is known`),
  "part.put-off": (d) => plain(`${part(d)}put off by the provider`),
  "part.requeued": (d) =>
    bad(`${part(d)}${d.remote} found no room in the provider's queue; it is sent again later`),
  "part.refused": (d) => bad(`${part(d)}refused by the provider`),
  "part.running": (d) => plain(`${part(d)}running`),
  "part.finishing": (d) => plain(`${part(d)}finishing`),
  "part.cancelling": (d) => plain(`${part(d)}being cancelled`),
  "part.trouble": (d) => bad(`${part(d)}the provider cannot be asked at the moment`),
  "part.completed": (d) =>
    good(`${part(d)}results read, ${number(d.succeeded)} of ${requests(d.requests)} succeeded`),
  "part.failed": (d) => bad(`${part(d)}failed`),
  "part.expired": (d) => bad(`${part(d)}expired, ${requests(d.expired)} not worked`),
  "part.cancelled": (d) => plain(`${part(d)}cancelled, ${requests(d.cancelled)} not worked`),
  "part.resolved": (d) => plain(`${part(d)}${RESOLVED[String(d.action)] ?? "settled"}${by(d)}`),
  "results.unknown-id": (d) =>
    bad(`${part(d)}${number(d.lines)} result lines bear an id that was never sent`),
  "results.repeated-id": (d) =>
    bad(`${part(d)}${number(d.lines)} result lines repeat an id; the first counts`),
  "results.missing": (d) => bad(`${part(d)}${requests(d.requests)} without a result, read three times`),
  "results.cut-short": (d) => plain(`${part(d)}${requests(d.requests)} without a result; read again`),
  "rest.ordered": (d) => plain(`${requests(d.requests)} to run as sync, at most $${d.cap}${by(d)}`),
  "rest.begun": (d) => plain(`Running ${requests(d.requests)} as sync`),
  "rest.capped": (d) => bad(`Stopped at the cap of $${d.cap}; ${requests(d.requests)} not run`),
  "rest.done": (d) => good(`${requests(d.requests)} ran as sync`),
  "rest.interrupted": (d) => bad(`${requests(d.requests)} were cut off and may have been charged`),
};

const RESOLVED: Record<string, string> = {
  adopt: "adopted",
  resubmit: "to be sent again",
  abandon: "given up",
};

/** An event of another version of ours is told by its own name, never dropped. */
export function eventWords(event: string, detail: EventDetail): Words {
  const told = WORDS[event]?.(detail) ?? plain(event.replace(/[.-]/g, " "));
  return { ...told, words: told.words.charAt(0).toUpperCase() + told.words.slice(1) };
}
