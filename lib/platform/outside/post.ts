import { createTransport } from "nodemailer";
import type { Mail } from "../mail";
import { postWebhook, type Webhook } from "./post-webhook";

/** How Offpeak speaks to people who are not looking at it. */
export type Post = {
  /** Where links lead, without a slash at the end. */
  address: string;
  /** Null without a mail server: what is to be said then waits in the outbox. Rejects when the server does not take it. */
  mail: ((mail: Mail) => Promise<void>) | null;
  webhook(hook: Webhook): Promise<void>;
};

type Settings = { address: string; smtpUrl: string | undefined; from: string };

export function openPost({ address, smtpUrl, from }: Settings): Post {
  return {
    address,
    mail: smtpUrl ? (mail) => deliver(smtpUrl, from, mail) : null,
    webhook: async (hook) => postWebhook(hook),
  };
}

const PATIENCE_MS = 20_000;

async function deliver(smtpUrl: string, from: string, mail: Mail): Promise<void> {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  try {
    await transport.sendMail({ from, ...mail });
  } finally {
    transport.close();
  }
}
