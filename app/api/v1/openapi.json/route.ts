import { methods, openRoute } from "@/app/_server/api";
import { answer } from "@/app/_server/api/answer";
import { version } from "@/package.json";
import { CALLS } from "./calls";
import { describeCalls } from "./describe";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: openRoute({ summary: "This description" }, async () => answer(200, describeCalls(CALLS, version))),
});
