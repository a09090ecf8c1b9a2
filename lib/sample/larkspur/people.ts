import type { Role } from "@/lib/core/access";

export type Person = { name: string; email: string; role: Role };

const at = (name: string) => `${name}@larkspur.example`;
const owner = (name: string, mailbox: string): Person => ({ name, email: at(mailbox), role: "owner" });

export const ORGANISATION = { slug: "sample", name: "Larkspur Commerce" } as const;

/** They can be seen and asked; none has a way to sign in. */
export const PEOPLE: Person[] = [
  { name: "Lena Fischer", email: at("lena"), role: "manager" },
  { name: "Marta Nowak", email: at("marta"), role: "finance" },
  { name: "Sam Whitlock", email: at("sam"), role: "admin" },
  owner("Mei Tanaka", "mei"),
  owner("Priya Raman", "priya"),
  owner("Tomás Rivera", "tomas"),
  owner("Jonas Weber", "jonas"),
  owner("Ada Obi", "ada"),
  owner("Daniel Kim", "daniel"),
  owner("Luca Moretti", "luca"),
  owner("Sofia Lindqvist", "sofia"),
  owner("Hannah Brandt", "hannah"),
  owner("Omar Haddad", "omar"),
  owner("Grace Okafor", "grace"),
  owner("Ines Duarte", "ines"),
  owner("Noah Petersen", "noah"),
  owner("Elif Aydin", "elif"),
];

/** Team and cost center of everyone who owns an endpoint. */
const TEAMS: Record<string, [team: string, costCenter: string]> = {
  mei: ["Assistant", "CC-4300"],
  priya: ["Support Platform", "CC-4100"],
  grace: ["Support Platform", "CC-4100"],
  tomas: ["Legal Ops", "CC-4400"],
  jonas: ["Catalog", "CC-4200"],
  ada: ["Search", "CC-4500"],
  daniel: ["Growth", "CC-4700"],
  luca: ["Localisation", "CC-4800"],
  sofia: ["Trust & Safety", "CC-4600"],
  hannah: ["ML Platform", "CC-4000"],
  omar: ["Sales", "CC-4900"],
  ines: ["Risk", "CC-5000"],
  noah: ["Analytics", "CC-5100"],
  elif: ["People", "CC-5200"],
};

export function ownedBy(mailbox: string): { owner: string; team: string; costCenter: string } {
  const [team, costCenter] = TEAMS[mailbox] ?? [];
  if (!team || !costCenter) throw new Error(`${mailbox} has no team`);
  return { owner: at(mailbox), team, costCenter };
}

export const NOBODY = { owner: null, team: null, costCenter: null } as const;
