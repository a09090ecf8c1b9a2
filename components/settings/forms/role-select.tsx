"use client";
import { ROLE_NAMES } from "@/components/shell/role-names";
import { Select } from "@/components/ui/field";
import { ROLES, type Role } from "@/lib/core/access";

type Props = { id?: string; label?: string; defaultValue?: string; sendOnChange?: boolean };

/** `sendOnChange`: the form goes off as soon as another role is chosen. */
export function RoleSelect({ id, label, defaultValue = "manager", sendOnChange = false }: Props) {
  return (
    <Select
      id={id}
      name="role"
      className="min-w-[172px]"
      aria-label={label}
      key={defaultValue}
      defaultValue={defaultValue}
      {...(sendOnChange && { onChange: (event) => event.currentTarget.form?.requestSubmit() })}
    >
      {ROLES.map((role: Role) => (
        <option key={role} value={role}>
          {ROLE_NAMES[role]}
        </option>
      ))}
    </Select>
  );
}
