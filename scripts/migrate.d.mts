/** Applies what is missing; safe to call from several processes at once. Answers the names it applied. */
export function deploy(url: string, folder?: string): Promise<string[]>;
/** SQL that would bring the migrated schema to schema.prisma; empty when both agree. */
export function diff(url: string, folder?: string): Promise<string>;
/** What the database has and lacks. */
export function status(
  url: string,
  folder?: string,
): Promise<{ applied: string[]; waiting: string[]; failed: string[]; unknown: string[] }>;
