import type { Format, FormatRegistry } from "@/lib/core/format";
import { litellm } from "./litellm";
import { offpeak } from "./offpeak";
import { openaiUsage } from "./openai-usage";
import { refusalOf } from "./strangers";

/** In the order in which they are asked whether a file is theirs. */
const FORMATS: Format[] = [openaiUsage, litellm, offpeak];

export const formats: FormatRegistry = {
  list: () => FORMATS,
  get: (id) => FORMATS.find((format) => format.id === id) ?? null,
  refusal: refusalOf,
};
