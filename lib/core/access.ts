import { forbidden } from "./errors";

export const ROLES = ["admin", "manager", "owner", "finance"] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may: the one table. `own` means: only what belongs to endpoints that the actor owns; the verb narrows with it.
 * A role that is not named may not.
 */
const TABLE = {
  "spend.read": { admin: "all", manager: "all", owner: "own", finance: "all" },
  "prices.read": { admin: "all", manager: "all", owner: "all", finance: "all" },
  "questions.read": { admin: "all", manager: "all", owner: "own", finance: "all" },
  "migrations.read": { admin: "all", manager: "all", owner: "own", finance: "all" },
  "batches.read": { admin: "all", manager: "all", owner: "own", finance: "all" },
  "imports.read": { admin: "all", manager: "all", finance: "all" },
  "imports.write": { admin: "all", manager: "all" },
  "attribution.read": { admin: "all", manager: "all", finance: "all" },
  "attribution.write": { admin: "all", manager: "all" },
  "endpoints.write": { admin: "all", manager: "all" },
  "cost-centers.write": { admin: "all", manager: "all", finance: "all" },
  "questions.write": { admin: "all", manager: "all" },
  "answers.write": { admin: "all", manager: "all", owner: "own" },
  "migrations.write": { admin: "all", manager: "all" },
  "schedules.write": { admin: "all", manager: "all" },
  "batches.write": { admin: "all", manager: "all", owner: "own" },
  "invoices.read": { admin: "all", manager: "all", finance: "all" },
  "invoices.write": { admin: "all", finance: "all" },
  "audit.read": { admin: "all", manager: "all", finance: "all" },
  "views.write": { admin: "all", manager: "all", owner: "all", finance: "all" },
  "connections.write": { admin: "all" },
  "users.write": { admin: "all" },
  "tokens.write": { admin: "all" },
  "organisation.write": { admin: "all" },
  "prices.write": { admin: "all" },
} as const satisfies Record<string, Partial<Record<Role, "all" | "own">>>;

export type Permission = keyof typeof TABLE;
export const PERMISSIONS = Object.keys(TABLE) as Permission[];
export type Reach = "all" | "own";

/** `email` is what ownership is compared with; a token without a user owns nothing. */
export type Actor =
  | { kind: "user"; id: string; name: string; email: string; role: Role }
  | { kind: "token"; id: string; name: string; email: string | null; role: Role }
  | { kind: "system"; id: "system"; name: "Offpeak"; email: null; role: "admin" };

export const SYSTEM: Actor = { kind: "system", id: "system", name: "Offpeak", email: null, role: "admin" };

/** Null when the role may not. */
export function reachOf(role: Role, permission: Permission): Reach | null {
  const row: Partial<Record<Role, Reach>> = TABLE[permission];
  return row[role] ?? null;
}

/** The first line of every verb. Throws `forbidden`; returns how far the actor sees. */
export function authorise(actor: Actor, permission: Permission): Reach {
  const reach = reachOf(actor.role, permission);
  if (!reach) throw forbidden(`Your role (${actor.role}) may not do this. Ask an admin.`);
  return reach;
}

/** The owner to narrow to, or null when the actor sees everything. A token without a user sees nothing: "". */
export function ownerScope(actor: Actor, permission: Permission): string | null {
  return authorise(actor, permission) === "own" ? (actor.email ?? "").toLowerCase() : null;
}
