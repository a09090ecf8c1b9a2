import type { LineDialect } from "@/lib/core/provider";
import { dialect as anthropic } from "./anthropic/dialect/dialect";
import { dialect as bedrock } from "./bedrock/dialect/dialect";
import { dialect as openai } from "./openai/dialect/dialect";
import { dialect as vertex } from "./vertex/dialect/dialect";

/** The lines of every provider without their SDKs: for threads that only read and write lines, where loading those is most of the work. */
export const dialects: Record<string, LineDialect> = { openai, anthropic, bedrock, vertex };
