import { createTransport } from "nodemailer";
import { env } from "./env";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html?: string;
  replyTo?: string;
  /** The same for every try of one message, so that a mailbox shows it once. */
  messageId?: string;
};

export const hasMail = () => env().SMTP_URL !== undefined;

/** Plain text by the installation's own server. Throws when the server does not take it. */
export async function sendMail(mail: Mail, server = env().SMTP_URL): Promise<void> {
  if (!server) throw new Error("mail is not set up");
  const transport = createTransport(server);
  try {
    await transport.sendMail({ from: env().MAIL_FROM, ...mail });
  } finally {
    transport.close();
  }
}
