import { z } from "zod";
import { ROLES, type Role } from "@/lib/core/access";
import { Paging } from "@/lib/core/paging";

/** The organisation that exists from the first start. */
export const DEFAULT_ORGANISATION = { slug: "default", name: "Your organisation" };
export const SIGN_IN_LINK_MINUTES = 15;

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  // `admin@localhost` is the first admin of an installation that has no domain yet.
  .regex(/^[^\s@<>"]+@[^\s@<>"]+$/, "Use an e-mail address, such as dana@example.com.");
const RoleName = z.enum(ROLES, { error: `Use one of the roles ${ROLES.join(", ")}.` });
const Name = z.string().trim().min(1, "Give it a name.").max(80, "Use at most 80 characters.");

export const CreateOrganisation = z.object({
  name: Name,
  slug: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
  isSample: z.boolean().optional(),
});
export type CreateOrganisation = z.infer<typeof CreateOrganisation>;

export const RenameOrganisation = z.object({ name: Name });
export type RenameOrganisation = z.infer<typeof RenameOrganisation>;

export const CreateUser = z.object({
  email: Email,
  role: RoleName,
  name: z
    .string()
    .trim()
    .max(80)
    .transform((name) => name || undefined)
    .optional(),
});
export type CreateUser = z.infer<typeof CreateUser>;

export const ChangeRole = z.object({ userId: z.string().min(1), role: RoleName });
export type ChangeRole = z.infer<typeof ChangeRole>;

export const RemoveUser = z.object({ userId: z.string().min(1) });
export type RemoveUser = z.infer<typeof RemoveUser>;

export const CreateSignInLink = z.object({ email: Email });
export type CreateSignInLink = z.infer<typeof CreateSignInLink>;

export const CreateToken = z.object({
  name: Name,
  role: RoleName,
  email: z.preprocess((value) => (value === "" ? undefined : value), Email.optional()),
});
export type CreateToken = z.infer<typeof CreateToken>;

/** By id one token, by name every one that bears it. */
export const RevokeToken = z.union([
  z.object({ id: z.string().min(1) }),
  z.object({ name: z.string().min(1) }),
]);
export type RevokeToken = z.infer<typeof RevokeToken>;

export const ListAudit = Paging;
export type ListAudit = z.infer<typeof ListAudit>;

export const Preferences = z.object({
  /** Shortcuts of one key, such as J and K; those with Ctrl or Cmd always work (WCAG 2.1.4). */
  singleKeys: z.boolean().catch(true),
});
export type Preferences = z.infer<typeof Preferences>;

export type Person = {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  /** Null until the first. */
  lastSignIn: Date | null;
};

export type TokenRow = {
  id: string;
  name: string;
  role: Role;
  email: string | null;
  /** The first characters, to tell tokens apart. */
  hint: string;
  createdAt: Date;
  lastUsedAt: Date | null;
};

export type AuditRow = {
  id: string;
  at: Date;
  actor: string;
  event: string;
  subject: string;
  detail: Record<string, unknown>;
};

/** A name as a word for URLs and the command line: `Larkspur Commerce` → `larkspur-commerce`. */
export function slugOf(name: string): string {
  const words =
    name
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 60).replace(/-$/, "") || "organisation";
}

/** `dana.reyes@example.com` → `Dana Reyes`, until the person has a name of their own. */
export function nameOf(email: string): string {
  const words = (email.split("@")[0] ?? email).split(/[._+-]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ") || email;
}

/**
 * What a wrong token or link costs its address, by failures within a minute. The first are free (a script with a
 * stale token), then each waits longer, then they are refused unheard. A right token is asked before this and never waits.
 */
export function slowdown(failures: number): { waitMs: number; refuse: boolean } {
  return { waitMs: Math.min(Math.max(failures - 10, 0) * 100, 2000), refuse: failures > 60 };
}
