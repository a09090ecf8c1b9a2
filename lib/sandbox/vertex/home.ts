import { complain } from "@/lib/sandbox/google/complain";
import { projectNumber } from "@/lib/sandbox/google/places";
import { type Call, Refusal } from "@/lib/sandbox/http/call";
import type { VertexSettings } from "@/lib/sandbox/platform/vertex-settings";

/** The project and the location in a call's path; refused where the project is not there, or has the API switched off. */
export function checkHome(settings: VertexSettings, call: Call): { project: string; location: string } {
  const { project = "", location = "" } = call.params;
  const denied = (message: string, reason: string) => {
    const info = {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason,
      domain: "googleapis.com",
      metadata: { consumer: `projects/${project}`, service: "aiplatform.googleapis.com" },
    };
    throw new Refusal(complain("rpc", { kind: "PERMISSION_DENIED", message, details: [info] }));
  };
  const numbers = settings.projects?.map(projectNumber);
  if (numbers && !numbers.includes(projectNumber(project)))
    denied(`Permission denied on resource project ${project}.`, "CONSUMER_INVALID");
  if (settings.apiDisabled)
    denied(
      `Vertex AI API has not been used in project ${project} before or it is disabled.`,
      "SERVICE_DISABLED",
    );
  return { project, location };
}
