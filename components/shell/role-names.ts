import type { Role } from "@/lib/core/access";

/** How a role is called on the page. */
export const ROLE_NAMES: Record<Role, string> = {
  admin: "Admin",
  manager: "Engineering manager",
  owner: "Endpoint owner",
  finance: "Finance",
};

/** `LF` for Lena Fischer. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return (
    letters
      .map((word) => [...(word ?? "")][0] ?? "")
      .join("")
      .toUpperCase() || "?"
  );
}
