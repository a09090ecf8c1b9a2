import type { Letter } from "./letter";

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif";
const BUTTON =
  "display:block;padding:13px 18px;border-radius:8px;font-size:16px;line-height:22px;font-weight:600;text-align:center;text-decoration:none";
const FIRST = `${BUTTON};background-color:#17181C;color:#FFFFFF;border:1px solid #17181C`;
const OTHER = `${BUTTON};background-color:#FFFFFF;color:#17181C;border:1px solid #8C8D94`;

/** One column of at most 480 px with its styles on the elements: what mail clients on phones keep. */
export function htmlOf(letter: Letter): string {
  const paragraphs = [letter.greeting, ...letter.paragraphs].map(
    (text) => `<p style="margin:0 0 14px;font-size:16px;line-height:24px">${escapeHtml(text)}</p>`,
  );
  const figures = letter.figures.map(
    ({ label, value, strong }) =>
      `<tr><td style="padding:7px 0;font-size:15px;color:#53555D">${escapeHtml(label)}</td><td align="right" style="padding:7px 0;font-size:${strong ? "18px" : "15px"};font-weight:600;color:${strong ? "#34388B" : "#17181C"}">${escapeHtml(value)}</td></tr>`,
  );
  const buttons = letter.buttons.map(
    ({ label, href }, index) =>
      `<tr><td style="padding:0 0 10px"><a href="${escapeHtml(href)}" style="${index === 0 ? FIRST : OTHER}">${escapeHtml(label)}</a></td></tr>`,
  );
  const footer = letter.footer.map(
    (text) =>
      `<p style="margin:0 0 6px;font-size:13px;line-height:19px;color:#696B74">${escapeHtml(text)}</p>`,
  );
  const table = (rows: string[], style: string) =>
    rows.length === 0
      ? ""
      : `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${style}">${rows.join("")}</table>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light"><title>${escapeHtml(letter.subject)}</title></head><body style="margin:0;background-color:#FFFFFF;color:#17181C;${FONT}"><div style="max-width:480px;margin:0 auto;padding:24px 20px"><h1 style="margin:0 0 16px;font-size:24px;line-height:30px;letter-spacing:-0.02em">${escapeHtml(letter.subject)}</h1>${paragraphs.join("")}${table(figures, "margin:0 0 18px;border-top:1px solid #D5D5CF;border-bottom:1px solid #D5D5CF")}${table(buttons, "margin:0 0 10px")}${footer.join("")}</div></body></html>`;
}
