// The house rules of who may import whom. See lib/README.md.
const flow = [
  "people",
  "ledger",
  "prices",
  "connections",
  "imports",
  "spend",
  "fit",
  "questions",
  "migration",
  "batches",
  "schedules",
  "results",
  "invoices",
];
const no = (name, from, path, pathNot) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path, ...(pathNot && { pathNot }) },
});

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    no("core-imports-nothing", "^lib/core/", "^(app|components)/|^lib/(?!core/)"),
    no("platform-knows-core-only", "^lib/platform/", "^(app|components)/|^lib/(stages|adapters|worker|cli)/"),
    no(
      "adapters-know-core-and-http",
      "^lib/adapters/",
      "^(app|components)/|^lib/(stages|worker|cli)/|^lib/platform/(?!http)",
    ),
    no(
      "adapters-are-strangers",
      "^lib/adapters/(providers|formats)/([^/]+)/",
      "^lib/adapters/[^/]+/[^/]+/",
      "^lib/adapters/$1/$2/",
    ),
    no(
      "stages-know-no-door",
      "^lib/stages/(?!.*\\.test\\.)",
      "^(app|components)/|^lib/(adapters|worker|cli)/",
    ),
    no(
      "models-are-pure",
      "^lib/stages/[^/]+/model(?=[/.])(?!.*\\.test\\.)",
      "^lib/(?!core/|stages/[^/]+/model)",
    ),
    no("stores-are-private", "^lib/stages/([^/]+)/", "^lib/stages/[^/]+/store", "^lib/stages/$1/"),
    no("doors-call-verbs", "^(app|lib/worker|lib/cli)/", "^lib/stages/[^/]+/store"),
    no(
      "components-see-models-only",
      "^components/",
      "^app/|^lib/(platform|adapters|worker|cli)/|^lib/stages/[^/]+/(?!model)",
    ),
    no("testing-stays-in-tests", "^(app|components|lib/(?!testing/))(?!.*\\.test\\.tsx?$)", "^lib/testing/"),
    no("lib-knows-no-next", "^lib/", "node_modules/next/"),
    no(
      "sample-calls-verbs",
      "^lib/sample/(?!.*\\.test\\.)",
      "^(app|components)/|^lib/(adapters|worker|cli)/|^lib/stages/[^/]+/store",
    ),
    no("only-doors-know-the-sample", "^(components|lib/(core|platform|adapters|stages))/", "^lib/sample/"),
    no("sandbox-knows-nobody", "^lib/sandbox/", "^(app|components)/|^lib/(?!sandbox/)"),
    no(
      "nobody-knows-sandbox",
      "^(app|components|lib/(?!sandbox/|testing/))(?!.*\\.test\\.)",
      "^lib/sandbox/",
    ),
    ...flow
      .slice(0, -1)
      .map((stage, i) =>
        no(`flow-${stage}`, `^lib/stages/${stage}/`, `^lib/stages/(${flow.slice(i + 1).join("|")})/`),
      ),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "prisma/generated" },
  },
};
