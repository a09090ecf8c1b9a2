import { formatCount } from "@/lib/core/numbers";
import { type Evidence, THRESHOLDS as T } from "./evidence";
import { formatDelay } from "./hours";

/** One thing that was seen, in words, with the number behind it and the calls it rests on. */
export type EvidenceLine = {
  id: string;
  /** waits: speaks for the night. stays: against. neutral: only tells. */
  speaks: "waits" | "stays" | "neutral";
  says: string;
  number: string;
  calls: number;
};

const percent = (share: number) => `${Math.round(share * 100)}%`;

/** The evidence as a person reads it. What no source told is absent, not zero. */
export function evidenceLines(evidence: Evidence): EvidenceLine[] {
  const lines: (EvidenceLine | null)[] = [
    shareLine("stream", evidence.streamed, "No streaming", "Streams its answer"),
    shareLine(
      "chain",
      evidence.chained,
      "Outputs feed no other call",
      "Calls feed each other",
      evidence.chainLength,
    ),
    shareLine("tools", evidence.toolCalls, "No tool calls", "Calls tools", null, "neutral"),
    shareLine("webhook", evidence.webhook, "Answers no webhook", "Answers a webhook"),
    readLine(evidence),
    timeoutLine(evidence),
    line(
      "night",
      "neutral",
      "Runs between 22:00 and 06:00 UTC",
      percent(evidence.nightShare),
      evidence.calls,
    ),
    line(
      "window",
      evidence.bestWindowShare >= T.scheduledShare ? "waits" : "neutral",
      "Falls into its best three hours of the day",
      percent(evidence.bestWindowShare),
      evidence.calls,
    ),
    line(
      "days",
      "neutral",
      "Days of the period on which it ran",
      percent(evidence.activeDayShare),
      evidence.calls,
    ),
    line(
      "burst",
      "neutral",
      "Most calls within five minutes",
      formatCount(Math.round(evidence.burst)),
      evidence.calls,
    ),
    evidence.gapVariation === null
      ? null
      : line(
          "gaps",
          "neutral",
          "Unevenness of the gaps between calls",
          evidence.gapVariation.toFixed(1),
          evidence.calls,
        ),
    clientLine(evidence),
    evidence.latencyMs
      ? line(
          "latency",
          "neutral",
          "Answers within, half of the time",
          formatDelay(evidence.latencyMs.p50 / 1000),
          evidence.latencyMs.calls,
        )
      : null,
    evidence.retriedShare
      ? line(
          "retries",
          "neutral",
          "Repeated within a minute after a failure",
          percent(evidence.retriedShare.share),
          evidence.retriedShare.calls,
        )
      : null,
  ];
  return lines.filter((found) => found !== null);
}

/** What a row of Spend tells of its verdict beside the reason, in this order. */
const SIGNS = ["stream", "chain", "read", "window", "night"];

/** The signs in one line each, with the number behind it. */
export function evidenceSigns(evidence: Evidence): string[] {
  const lines = new Map(evidenceLines(evidence).map((found) => [found.id, found]));
  return SIGNS.flatMap((id) => {
    const found = lines.get(id);
    return found ? [`${found.says}: ${found.number}`] : [];
  });
}

function line(
  id: string,
  speaks: EvidenceLine["speaks"],
  says: string,
  number: string,
  calls: number,
): EvidenceLine {
  return { id, speaks, says, number, calls };
}

function shareLine(
  id: string,
  measured: { share: number; calls: number } | null,
  none: string,
  some: string,
  length: number | null = null,
  whenSome: EvidenceLine["speaks"] = "stays",
): EvidenceLine | null {
  if (!measured) return null;
  if (measured.share < 0.005) return line(id, "waits", none, percent(measured.share), measured.calls);
  const number = length
    ? `${percent(measured.share)}, ${length.toFixed(1)} calls each`
    : percent(measured.share);
  return line(id, whenSome, some, number, measured.calls);
}

function readLine({ readAfterSeconds: read, readWithinHour }: Evidence): EvidenceLine | null {
  if (!read) return null;
  if (read.p50 <= T.readAtOnceSeconds)
    return line("read", "stays", "Read at once", formatDelay(read.p50), read.calls);
  const soon = readWithinHour?.share ?? 0;
  const number =
    soon >= 0.005 ? `${formatDelay(read.p50)}, ${percent(soon)} within the hour` : formatDelay(read.p50);
  return line("read", read.p50 > T.readSoonSeconds ? "waits" : "neutral", "Read later", number, read.calls);
}

function timeoutLine({ timeoutMs }: Evidence): EvidenceLine | null {
  if (!timeoutMs) return null;
  const tight = timeoutMs.p50 <= T.tightTimeoutMs;
  const number = timeoutMs.p50 < 1000 ? `${Math.round(timeoutMs.p50)} ms` : formatDelay(timeoutMs.p50 / 1000);
  return line("timeout", tight ? "stays" : "neutral", "The client gives up after", number, timeoutMs.calls);
}

function clientLine({ clients, calls }: Evidence): EvidenceLine | null {
  const known = Object.entries(clients).filter(([client, count]) => client !== "unknown" && count > 0);
  if (known.length === 0) return null;
  const [client, count] = known.reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  const words: Record<string, string> = {
    browser: "Browsers or apps",
    server: "Servers",
    cron: "Cron jobs",
    workflow: "Workflow engines",
  };
  const speaks = client === "browser" ? "stays" : client === "server" ? "neutral" : "waits";
  return line("client", speaks, `${words[client] ?? client} call it`, percent(count / calls), count);
}
