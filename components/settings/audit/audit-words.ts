/** `user.role-changed` as words. What is not listed is told as it is written. */
const WORDS: Record<string, string> = {
  "organisation.created": "created the organisation",
  "organisation.renamed": "renamed the organisation",
  "user.invited": "invited",
  "user.role-changed": "changed the role of",
  "user.removed": "removed",
  "user.signed-in": "signed in",
  "sign-in-link.created": "made a sign-in link for",
  "token.created": "made a token",
  "token.revoked": "revoked a token",
  "connection.created": "connected",
  "connection.changed": "changed the connection",
  "connection.tested": "tested the connection",
  "connection.removed": "removed the connection",
  "connection.sealed-anew": "sealed anew the keys of",
};

export function eventWords(event: string): string {
  return WORDS[event] ?? event.replaceAll(/[.-]/g, " ");
}

/** `user:dana@example.com` → `dana@example.com` */
export function actorWords(actor: string): string {
  if (actor === "system") return "Offpeak";
  const [kind, ...rest] = actor.split(":");
  return kind === "token" ? `Token ${rest.join(":")}` : rest.join(":");
}

/** What the sentence is about; its own actor and bare ids tell nobody anything. */
export function subjectWords(row: {
  actor: string;
  subject: string;
  detail: Record<string, unknown>;
}): string {
  const { name } = row.detail;
  if (typeof name === "string") return name;
  return row.actor.endsWith(`:${row.subject}`) ? "" : row.subject;
}

/** `role manager · tokens revoked 2` */
export function detailWords(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(([name, value]) => name !== "name" && value !== null && value !== false)
    .map(([name, value]) => `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${value}`)
    .join(" · ");
}
