import type { FormAction } from "@/components/settings/forms/form-action";
import type { MoveAction } from "../say-moved";

/** What the drawer can ask for; the page hands them in. */
export type DrawerActions = Record<"move" | "rollBack" | "undo", MoveAction> &
  Record<"savePolicy" | "tick" | "nameCostCenter", FormAction>;
