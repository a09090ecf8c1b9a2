import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export type MailServer = {
  url: string;
  /** Mails since the last call, read as a mail client reads them. */
  received(): ParsedMail[];
  /** From now on every mail is refused for a while, as by a server in trouble; or taken again. */
  refuse(refusing: boolean): void;
  close(): Promise<void>;
};

/** A real SMTP server on loopback. */
export async function mailServer(): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  let refusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onMailFrom(_address, _session, callback) {
      callback(refusing ? Object.assign(new Error("try again later"), { responseCode: 451 }) : null);
    },
    onData(stream, _session, callback) {
      simpleParser(stream).then(
        (mail) => {
          mails.push(mail);
          callback();
        },
        (error: Error) => callback(error),
      );
    },
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received: () => mails.splice(0),
    refuse: (value) => {
      refusing = value;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
