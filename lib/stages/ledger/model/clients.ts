/**
 * Which kind of client a user agent tells of, first match wins. Patterns are lower case and of the syntax that
 * JavaScript and DuckDB share, so that both classify alike.
 */
export const CLIENT_CLASSES = [
  { name: "cron", pattern: "cron|scheduler|celery-?beat|kubernetes-job|cloud-?scheduler|eventbridge" },
  {
    name: "workflow",
    pattern: "airflow|temporal|dagster|prefect|argo|n8n|zapier|make\\.com|inngest|step-?functions|dbt",
  },
  { name: "browser", pattern: "mozilla/|applewebkit/|gecko/|opera/" },
  { name: "server", pattern: "." },
] as const;

export type ClientClass = (typeof CLIENT_CLASSES)[number]["name"];

const compiled = CLIENT_CLASSES.map(({ name, pattern }) => ({ name, pattern: new RegExp(pattern) }));

/** Null when the row does not tell. */
export function clientClassOf(userAgent: string | null): ClientClass | null {
  if (!userAgent) return null;
  const text = userAgent.toLowerCase();
  return compiled.find(({ pattern }) => pattern.test(text))?.name ?? null;
}

/** The same rule as an SQL expression. */
export function clientClassSql(column: string): string {
  const cases = CLIENT_CLASSES.map(
    ({ name, pattern }) => `WHEN regexp_matches(lower(${column}), '${pattern}') THEN '${name}'`,
  );
  return `CASE WHEN ${column} IS NULL OR ${column} = '' THEN NULL ${cases.join(" ")} END`;
}
