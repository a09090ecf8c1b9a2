/** `support/ticket-summaries` → `ticket summaries`: how an owner speaks of it. */
export function plainName(label: string): string {
  const last = label.split(/[/:]/).filter(Boolean).at(-1) ?? label;
  return last.replace(/[-_]+/g, " ").trim() || label;
}

/** `Priya Raman` → `Priya` */
export function firstName(name: string): string {
  return name.split(/\s+/)[0] || name;
}

/** `p•••@larkspur.example`: enough to recognise, too little to learn. */
export function maskedEmail(email: string): string {
  const [mailbox = "", domain = ""] = email.split("@");
  return `${mailbox.charAt(0)}•••@${domain}`;
}
