import type { Endpoint } from "@/lib/sample/model";
import { ASKED } from "./asked";
import { CANDIDATES } from "./candidates";
import { SMALLER } from "./smaller";

/** All 24, in the order of their spend. */
export const ENDPOINTS: Endpoint[] = [...ASKED, ...CANDIDATES, ...SMALLER];
