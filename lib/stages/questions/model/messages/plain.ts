import type { Letter } from "./letter";

export function textOf(letter: Letter): string {
  const figures = letter.figures.map(({ label, value }) => `${label}: ${value}`);
  const buttons = letter.buttons.map(({ label, href }) => `${label}:\n${href}`);
  const parts = [
    letter.greeting,
    ...letter.paragraphs,
    ...(figures.length > 0 ? [figures.join("\n")] : []),
    ...buttons,
    ["--", ...letter.footer].join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** What Slack must not read as its own markup. */
const escapeSlack = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

type SlackBlock = Record<string, unknown>;

/** An incoming webhook's message. `text` is what a notification shows. */
export function slackOf(letter: Letter, mention: string): { text: string; blocks: SlackBlock[] } {
  const section = (text: string) => ({
    type: "section",
    text: { type: "mrkdwn", text: text.slice(0, 2900) },
  });
  const figures = letter.figures.map(({ label, value }) => `${escapeSlack(label)} *${escapeSlack(value)}*`);
  return {
    text: `${escapeSlack(mention)}: ${escapeSlack(letter.subject)}`,
    blocks: [
      section(`*${escapeSlack(letter.subject)}*\nFor ${escapeSlack(mention)}`),
      section(letter.paragraphs.map(escapeSlack).join("\n\n")),
      ...(figures.length > 0 ? [section(figures.join(" · "))] : []),
      {
        type: "actions",
        elements: letter.buttons.map(({ label, href }, index) => ({
          type: "button",
          text: { type: "plain_text", text: label },
          url: href,
          ...(index === 0 && { style: "primary" }),
        })),
      },
    ],
  };
}
