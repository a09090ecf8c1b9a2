import type { ConnectionField, ProviderDefinition } from "@/lib/core/provider";
import { field } from "../field";
import { readServiceAccount } from "./settings";

const SOURCES = {
  jobs: "https://docs.cloud.google.com/vertex-ai/docs/general/access-control",
  files: "https://docs.cloud.google.com/storage/docs/access-control/iam-roles",
  tables: "https://docs.cloud.google.com/bigquery/docs/access-control",
};

const MEMBER = "serviceAccount:offpeak@PROJECT.iam.gserviceaccount.com";

/** Every role with the permissions of it that are used, so that a role of one's own can hold just these. */
export const rights: ProviderDefinition["rights"] = [
  {
    title: "Always: jobs and single calls",
    language: "text",
    text: [
      "gcloud services enable aiplatform.googleapis.com --project=PROJECT",
      "",
      "gcloud projects add-iam-policy-binding PROJECT \\",
      `  --member=${MEMBER} \\`,
      "  --role=roles/aiplatform.user",
      "",
      "# Used of it:",
      "#   aiplatform.batchPredictionJobs.create",
      "#   aiplatform.batchPredictionJobs.get",
      "#   aiplatform.batchPredictionJobs.list",
      "#   aiplatform.batchPredictionJobs.cancel",
      "#   aiplatform.endpoints.predict",
    ].join("\n"),
    source: SOURCES.jobs,
  },
  {
    title: "With a bucket",
    language: "text",
    text: [
      "gcloud storage buckets add-iam-policy-binding gs://BUCKET \\",
      `  --member=${MEMBER} \\`,
      "  --role=roles/storage.objectUser",
      "",
      "gcloud storage buckets add-iam-policy-binding gs://BUCKET \\",
      `  --member=${MEMBER} \\`,
      "  --role=roles/storage.legacyBucketReader",
      "",
      "# Used of them:",
      "#   storage.objects.create",
      "#   storage.objects.get",
      "#   storage.objects.list",
      "#   storage.objects.delete",
      "#   storage.buckets.get",
    ].join("\n"),
    source: SOURCES.files,
  },
  {
    title: "With a BigQuery data set",
    language: "text",
    text: [
      "gcloud projects add-iam-policy-binding PROJECT \\",
      `  --member=${MEMBER} \\`,
      "  --role=roles/bigquery.jobUser",
      "",
      "bq query --use_legacy_sql=false \\",
      "  'GRANT `roles/bigquery.dataEditor` ON SCHEMA `PROJECT`.DATASET",
      `   TO "${MEMBER}"'`,
      "",
      "# Used of them:",
      "#   bigquery.jobs.create",
      "#   bigquery.datasets.get",
      "#   bigquery.tables.create",
      "#   bigquery.tables.delete",
      "#   bigquery.tables.get",
      "#   bigquery.tables.getData",
      "#   bigquery.tables.updateData",
    ].join("\n"),
    source: SOURCES.tables,
  },
];

export const blanks: NonNullable<ProviderDefinition["blanks"]> = ({ settings, masks }) => {
  const account = masks.serviceAccount?.includes("@") ? masks.serviceAccount : undefined;
  return {
    ...{ PROJECT: settings.project, BUCKET: settings.bucket, DATASET: settings.dataset },
    [MEMBER]: account && `serviceAccount:${account}`,
  };
};

/** Which account it is, which is no secret; the key is. */
function accountIn(keyFile: string): string {
  const account = readServiceAccount(keyFile);
  return typeof account === "string" ? "…" : account.client_email;
}

export const fields: ConnectionField[] = [
  field("serviceAccount", "Service account", {
    in: "credentials",
    secret: true,
    multiline: true,
    mask: accountIn,
    hint: "The whole JSON key file. Leave it empty to use the identity of the machine that Offpeak runs on.",
    placeholder: '{ "type": "service_account", … }',
  }),
  field("project", "Project", { required: true, placeholder: "my-project-123" }),
  field("location", "Location", {
    required: true,
    hint: "Where the jobs run. A bucket or data set must be in the same place, or in the multi-region around it.",
    placeholder: "us-central1",
  }),
  field("dataset", "BigQuery data set", {
    hint: "Requests and results go to tables there, and ids are a column. Goes before a bucket.",
    placeholder: "offpeak_batches",
  }),
  field("bucket", "Bucket", {
    hint: "Without a data set: requests and results go to files there. Ids are then a label of each request, and labels reach your billing export.",
    placeholder: "offpeak-batches",
  }),
  field("accessToken", "Access token", {
    in: "credentials",
    secret: true,
    hint: "For a trial: it ends within the hour.",
    placeholder: "ya29.…",
    advanced: true,
  }),
  field("baseUrl", "Vertex AI endpoint", {
    placeholder: "https://us-central1-aiplatform.googleapis.com",
    advanced: true,
  }),
  field("storageEndpoint", "Cloud Storage endpoint", {
    placeholder: "https://storage.googleapis.com",
    advanced: true,
  }),
  field("bigqueryEndpoint", "BigQuery endpoint", {
    placeholder: "https://bigquery.googleapis.com",
    advanced: true,
  }),
];
