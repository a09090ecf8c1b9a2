import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { expect } from "@playwright/test";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export type Letter = { to: string; subject: string; text: string; html: string };

const file = () => `${process.env.OFFPEAK_DATA_DIR}-mails.jsonl`;

/** One real mail server for the whole run: journeys run beside each other and read their own mails by address. */
export default async function startMailbox(): Promise<() => Promise<void>> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, callback) {
      simpleParser(stream).then(
        (mail) => {
          const to = session.envelope.rcptTo.map(({ address }) => address).join();
          const letter = { to, subject: mail.subject ?? "", text: mail.text ?? "", html: mail.html || "" };
          appendFileSync(file(), `${JSON.stringify(letter)}\n`);
          callback();
        },
        (error: Error) => callback(error),
      );
    },
  });
  const { port } = new URL(process.env.SMTP_URL ?? "");
  await new Promise<void>((ready) => server.listen(Number(port), "localhost", ready));
  return async () => {
    await new Promise<void>((closed) => server.close(() => closed()));
    rmSync(file(), { force: true });
  };
}

/** What this address was sent so far, oldest first. */
export function mailsTo(address: string): Letter[] {
  if (!existsSync(file())) return [];
  const lines = readFileSync(file(), "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Letter).filter(({ to }) => to === address);
}

/** The address behind a button of their first question, or of a later one. */
export async function linkIn(address: string, choice: "yes" | "part" | "no", nth = 0): Promise<string> {
  await expect.poll(() => mailsTo(address).length, { timeout: 30_000 }).toBeGreaterThan(nth);
  const text = mailsTo(address)[nth]?.text ?? "";
  return new RegExp(`http\\S+\\?answer=${choice}`).exec(text)?.[0] ?? "";
}
