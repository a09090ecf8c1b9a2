import {
  FileUp,
  Kanban,
  LayoutDashboard,
  ListOrdered,
  type LucideIcon,
  MessageCircleQuestionMark,
  Moon,
  ReceiptText,
  Settings2,
} from "lucide-react";

export type PlaceId =
  | "overview"
  | "spend"
  | "answers"
  | "migration"
  | "batches"
  | "invoices"
  | "imports"
  | "settings";
export type Place = {
  id: PlaceId;
  href: string;
  label: string;
  icon: LucideIcon;
  /** After G. */
  key: string;
  /** Whether its page exists yet: an entry that leads nowhere is not shown. */
  ready: boolean;
  /** main: the list in the sidebar; foot: under its line; inside: reached from another page. */
  stands: "main" | "foot" | "inside";
};

/** Every page of the product, in the order of the sidebar. */
export const PLACES: Place[] = [
  {
    id: "overview",
    href: "/",
    label: "Overview",
    icon: LayoutDashboard,
    key: "O",
    ready: true,
    stands: "main",
  },
  { id: "spend", href: "/spend", label: "Spend", icon: ListOrdered, key: "S", ready: true, stands: "main" },
  {
    id: "answers",
    href: "/questions",
    label: "Owner answers",
    icon: MessageCircleQuestionMark,
    key: "A",
    ready: true,
    stands: "main",
  },
  {
    id: "migration",
    href: "/migration",
    label: "Migration",
    icon: Kanban,
    key: "M",
    ready: true,
    stands: "main",
  },
  { id: "batches", href: "/batches", label: "Batches", icon: Moon, key: "B", ready: true, stands: "main" },
  {
    id: "invoices",
    href: "/invoices",
    label: "Invoices",
    icon: ReceiptText,
    key: "I",
    ready: false,
    stands: "main",
  },
  {
    id: "imports",
    href: "/imports",
    label: "Imports",
    icon: FileUp,
    key: "U",
    ready: true,
    stands: "inside",
  },
  {
    id: "settings",
    href: "/settings",
    label: "Settings",
    icon: Settings2,
    key: ",",
    ready: true,
    stands: "foot",
  },
];

export const READY = PLACES.filter((place) => place.ready);

/** What the bar of a phone shows beside More: the first three that exist. */
const PHONE: PlaceId[] = ["overview", "answers", "batches", "spend", "imports"];
export const PHONE_PLACES = PHONE.flatMap((id) => READY.filter((place) => place.id === id)).slice(0, 3);

/** Imports are reached from the overview, so that entry stays lit there. */
export function isAt(place: Place, path: string): boolean {
  if (place.href === "/") return path === "/" || path.startsWith("/imports");
  return path === place.href || path.startsWith(`${place.href}/`);
}
