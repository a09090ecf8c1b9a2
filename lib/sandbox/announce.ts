import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Urls } from "./start";

/** How a client reaches the simulator of a provider: the fields of a connection, whoever has connections. */
export type Offer = {
  provider: string;
  credentials: Record<string, string>;
  settings: Record<string, string>;
};

/** What others read to find the simulators. The ports are kept, so that a restart moves nobody. */
type Announcement = { portBase: number; urls: Urls; connections: Offer[] };

export function announce(file: string, portBase: number, urls: Urls): void {
  const announcement: Announcement = { portBase, urls, connections: offers(urls) };
  // Moved into place whole: whoever looks meanwhile finds all of the old or all of the new.
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify(announcement), { mode: 0o600 });
  renameSync(draft, file);
}

function offers(urls: Urls): Offer[] {
  return [
    { provider: "openai", credentials: { apiKey: "sk-sandbox" }, settings: { baseUrl: urls.openai } },
    {
      provider: "anthropic",
      credentials: { apiKey: "sk-ant-sandbox" },
      settings: { baseUrl: urls.anthropic },
    },
  ];
}

/** More than there are servers. */
const ROW = 16;
const [FIRST, ROWS] = [20_000, 600];
const TRIES = 50;

/** The first of some free ports in a row: those of the last announcement when nobody has taken them since. */
export async function freePortBase(file: string): Promise<number> {
  const before = announcedBase(file);
  if (before !== null && (await isFree(before))) return before;
  for (let tries = 0; tries < TRIES; tries++) {
    const base = FIRST + Math.floor(Math.random() * ROWS) * ROW;
    if (await isFree(base)) return base;
  }
  throw new Error(`the sandbox found no ${ROW} free ports in a row from ${FIRST} on`);
}

function announcedBase(file: string): number | null {
  try {
    const { portBase } = JSON.parse(readFileSync(file, "utf8"));
    return Number.isInteger(portBase) && portBase > 1023 && portBase + ROW < 65_536 ? portBase : null;
  } catch {
    return null; // the first start, or a file that was cut off
  }
}

async function isFree(base: number): Promise<boolean> {
  for (let place = 0; place < ROW; place++) if (!(await canListen(base + place))) return false;
  return true;
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}
