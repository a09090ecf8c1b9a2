import { z } from "zod";
import { defineJob } from "@/lib/platform/queue";

/** Loading takes seconds of work that a page must not wait for. */
export const loadSampleJob = defineJob({ name: "sample.load", payload: z.object({}) });
