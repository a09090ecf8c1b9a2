import type { Context } from "@/lib/platform/context";

/** What is at hand before anybody has said who they are. Verbs that take it decide who comes in. */
export type Doorstep = Pick<Context, "db" | "pool" | "now">;
