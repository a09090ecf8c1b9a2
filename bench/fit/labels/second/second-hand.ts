import type { Label } from "../label";
import { OWNER_KNOWS } from "./owner-knows";
import { CANNOT_TELL, CANNOT_WAIT } from "./stays";
import { CAN_WAIT } from "./waits";

/** Written when the rules existed, by somebody who had not read them, and committed before they were run. */
export const SECOND_HAND: readonly Label[] = [...CAN_WAIT, ...OWNER_KNOWS, ...CANNOT_WAIT, ...CANNOT_TELL];
