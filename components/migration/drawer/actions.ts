import type { FormAction } from "@/components/settings/forms/form-action";

/** What the drawer can ask for; the page hands them in. */
export type DrawerActions = Record<
  "move" | "rollBack" | "savePolicy" | "tick" | "nameCostCenter",
  FormAction
>;
