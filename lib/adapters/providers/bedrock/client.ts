import { BedrockClient } from "@aws-sdk/client-bedrock";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { S3Client } from "@aws-sdk/client-s3";
import { AppError } from "@/lib/core/errors";
import type { OpenConnection } from "@/lib/core/provider";
import { BedrockCredentials, BedrockSettings } from "./settings";

export type Aws = {
  jobs: BedrockClient;
  runtime: BedrockRuntimeClient;
  s3: S3Client;
  /** For the input of a batch: sending a piece again costs nothing, beginning anew costs an hour. */
  uploads: S3Client;
  settings: BedrockSettings;
  eventSecret: string | null;
  address: { jobs: string; runtime: string; s3: string };
};

const SECOND = 1000;

export function createAws({ credentials, settings: given }: OpenConnection): Aws {
  const settings = BedrockSettings.safeParse(given);
  const keys = BedrockCredentials.safeParse(credentials);
  if (!settings.success || !keys.success)
    throw new AppError("provider_refused", "This connection is not complete. Correct it in Settings.");
  const { region, endpoint, runtimeEndpoint, s3Endpoint, bucket } = settings.data;
  const { accessKeyId, secretAccessKey, sessionToken, eventSecret } = keys.data;
  const isStatic = accessKeyId !== undefined && secretAccessKey !== undefined;
  const shared = {
    region,
    // Without keys the SDK looks around this machine by itself: environment, profile, role.
    ...(isStatic && {
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
      // A token in the environment would else go before the keys of the connection.
      authSchemePreference: ["sigv4"],
    }),
    maxAttempts: 1,
  };
  const s3 = {
    ...shared,
    ...(s3Endpoint && { endpoint: s3Endpoint }),
    // A name with dots fits no certificate, and an address of one's own has no name for each bucket.
    forcePathStyle: s3Endpoint !== undefined || bucket.includes("."),
  };
  return {
    jobs: new BedrockClient({ ...shared, ...(endpoint && { endpoint }), requestHandler: patience(60) }),
    runtime: new BedrockRuntimeClient({
      ...shared,
      ...(runtimeEndpoint && { endpoint: runtimeEndpoint }),
      requestHandler: plainHttp(900),
    }),
    s3: new S3Client({ ...s3, requestHandler: patience(60) }),
    uploads: new S3Client({ ...s3, maxAttempts: 3, requestHandler: patience(900) }),
    settings: settings.data,
    eventSecret: eventSecret ?? null,
    address: {
      jobs: endpoint ?? `https://bedrock.${region}.amazonaws.com`,
      runtime: runtimeEndpoint ?? `https://bedrock-runtime.${region}.amazonaws.com`,
      s3: s3Endpoint ?? `https://s3.${region}.amazonaws.com`,
    },
  };
}

const patience = (seconds: number) => ({
  connectionTimeout: 10 * SECOND,
  requestTimeout: seconds * SECOND,
  // Else it only warns.
  throwOnRequestTimeout: true,
});

/**
 * The runtime's client would speak HTTP/2, which a plain address need not understand, one session a request. The other
 * clients' handler speaks HTTP/1.1 everywhere, and a client is the only place where the SDK makes one.
 */
function plainHttp(seconds: number) {
  return new BedrockClient({ region: "us-east-1", requestHandler: patience(seconds) }).config.requestHandler;
}
