/** Each rule is one sentence of the architecture; a crossed line fails the build. */
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...allowed] },
});
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    never('no-cycles', 'Nothing imports in a circle.', {}, { circular: true }),
    layer('domain-is-pure', '^src/domain/', [], 'The domain imports nothing but the domain.'),
    never(
      'domain-has-no-packages',
      'The domain uses no packages and no Node built-ins, but for the maps that are not copied.',
      { path: '^src/domain/' },
      { dependencyTypes: ['npm', 'core'], pathNot: ['node_modules/immutable/'] },
    ),
    never(
      'immutable-in-one-file',
      'What a map of the domain is made of is known in one place.',
      { path: '^src/', pathNot: ['^src/domain/machine/id-map\\.ts$'] },
      { path: 'node_modules/immutable/' },
    ),
    layer('ports', '^src/ports/', ['^src/domain/'], 'Ports know the domain only.'),
    never(
      'workflows',
      'Workflows run in the sandbox: values come from domain and workflows; ports and activities as types only.',
      { path: '^src/workflows/' },
      {
        path: '^src/',
        pathNot: ['^src/(domain|workflows)/'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    never(
      'workflows-ask-no-time-zone',
      'The rules of time zones change with the runtime: workflow code is given instants.',
      { path: '^src/workflows/' },
      { path: '^src/domain/calendar/(time-zone|end-time)\\.ts$' },
    ),
    never(
      'workflows-packages',
      'Workflow code uses @temporalio/workflow and @temporalio/common, and no other package.',
      { path: '^src/workflows/' },
      { dependencyTypes: ['npm', 'core'], pathNot: ['@temporalio/(workflow|common)'] },
    ),
    layer(
      'requests',
      '^src/requests/',
      ['^src/domain/'],
      'What may be asked of a transaction, and corrected: the same check for whoever sends it.',
    ),
    never(
      'temporal',
      'The client of the workflows knows the domain, what they can be sent and what an ended term left; workflows are types to it.',
      { path: '^src/temporal/' },
      {
        path: '^src/',
        pathNot: [
          '^src/(temporal|domain)/',
          '^src/workflows/(search-attributes|task-queues|[a-z-]+/messages|policy-term/carried)\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    never(
      'temporal-types',
      'Neither the API nor activities exist for it, not even as types.',
      { path: '^src/temporal/' },
      { path: '^src/(api|activities|adapters|ports|requests)/' },
    ),
    never(
      'temporal-packages',
      'It uses @temporalio/client and @temporalio/common, and no other package.',
      { path: '^src/temporal/' },
      { dependencyTypes: ['npm'], pathNot: ['@temporalio/(client|common)'] },
    ),
    layer(
      'activities',
      '^src/activities/',
      [
        '^src/(ports|domain|requests|temporal)/',
        '^src/workflows/(search-attributes|task-queues|[a-z-]+/messages)\\.ts$',
      ],
      'Activities translate between workflows and ports; other workflows are messages to them.',
    ),
    layer(
      'adapters',
      '^src/adapters/',
      ['^src/(ports|domain|xml|tracing)/'],
      'Adapters implement ports; only main wires them in.',
    ),
    layer(
      'installation-check',
      '^src/installation-check/',
      ['^src/(ports|domain)/'],
      'The check of an installation asks through the ports and prints nothing.',
    ),
    never(
      'soap-in-one-file',
      'The soap package stays behind our own interface.',
      { path: '^src/', pathNot: ['^src/adapters/ims/soap-client\\.ts$'] },
      { path: 'node_modules/soap/' },
    ),
    never(
      'api',
      'The API knows the domain, the requests, the client of the workflows, their messages and the XML reader; workflows are types to it, adapters do not exist for it.',
      { path: '^src/api/' },
      {
        path: '^src/',
        pathNot: [
          '^src/(api|domain|requests|temporal|xml|tracing)/',
          '^src/workflows/(search-attributes|task-queues|[a-z-]+/messages)\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    never(
      'product',
      'The product stands without its sandboxes and its tools.',
      { path: '^src/' },
      { path: '^(sandbox|tools|test|bench|packages)/' },
    ),
    never(
      'client',
      'The client is published by itself: it knows nothing of this repository but what its API says.',
      { path: '^packages/client/src/' },
      { path: '^(src|sandbox|tools|test|bench)/' },
    ),
    never(
      'sandbox',
      'What the sandboxes do is theirs: they share nothing with the product but the XML reader and the WSDL folder.',
      { path: '^sandbox/(ims|billing|webhooks|shared)/' },
      {
        path: '^(src|sandbox|tools)/',
        pathNot: ['^sandbox/(ims|billing|webhooks|shared)/', '^src/xml/'],
      },
    ),
    never(
      'sandboxes-apart',
      'No sandbox knows another.',
      { path: '^sandbox/(ims|billing|webhooks|shared)/' },
      { path: '^sandbox/(ims|billing|webhooks)/', pathNot: ['^sandbox/$1/'] },
    ),
    never(
      'sandbox-processes',
      'The processes of the sandboxes read settings, log and stop as those of the product do.',
      { path: '^sandbox/(main|config)/' },
      { path: '^(src|tools)/', pathNot: ['^src/(config|main)/', '^src/logger\\.ts$'] },
    ),
    never(
      'tools',
      'The tools read settings and start processes; of the product they need its composition roots, and how it names and says things, of the sandboxes their settings.',
      { path: '^tools/' },
      {
        path: '^(src|sandbox)/',
        pathNot: [
          '^src/(config|main)/',
          '^src/domain/(addresses|sentence|workflow-ids|calendar/instant)\\.ts$',
          '^sandbox/config/',
        ],
      },
    ),
    layer(
      'tracing',
      '^src/tracing/',
      ['^src/domain/'],
      'What work is done for, and spans, are known to whoever calls others; they know the domain alone.',
    ),
    layer(
      'encryption',
      '^src/encryption/',
      [],
      'What encrypts stands alone: it is given its keys.',
    ),
    never(
      'encryption-only-from-main',
      'Everybody else is given clients and workers that encrypt, and knows nothing of it.',
      { path: '^src/(?!main/|encryption/|codec-server/)' },
      { path: '^src/encryption/' },
    ),
    layer(
      'codec-server',
      '^src/codec-server/',
      ['^src/encryption/', '^src/api/(auth/|log|problem|request-log|security-headers)'],
      'What shows people what is encrypted knows the keys, and the door of the API.',
    ),
    layer('xml', '^src/xml/', [], 'The XML reader and writer stand alone.'),
    layer(
      'config',
      '^src/config/',
      ['^src/domain/'],
      'Configuration is read here, passed down as values.',
    ),
    never(
      'config-only-from-main',
      'Only the composition roots read configuration.',
      { path: '^src/(?!main/|config/)' },
      { path: '^src/config/', dependencyTypesNot: ['type-only'] },
    ),
    never(
      'nothing-imports-main',
      'Composition roots are the end of the line.',
      { path: '^src/(?!main/)' },
      { path: '^src/main/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
