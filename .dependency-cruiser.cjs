/**
 * The layers of the design: what a folder of lib may import of the others. A folder that is not listed here may not exist.
 * `plan*` files are pure: nothing that they reach does I/O.
 */
const layers = {
  platform: [],
  money: [],
  soap: [],
  settings: ['platform'],
  crm: ['platform'],
  onec: ['platform'],
  state: ['platform'],
  queue: ['platform'],
  files: ['platform'],
  references: ['platform', 'onec', 'settings', 'state'],
  setup: ['platform', 'crm', 'onec', 'settings', 'money'],
  goods: ['platform', 'onec', 'settings', 'money'],
  journal: ['platform', 'state', 'files'],
  writes: ['platform', 'onec', 'state'],
  orders: ['platform', 'crm', 'onec', 'settings', 'money', 'goods', 'state', 'references', 'writes'],
  catalog: ['platform', 'onec', 'settings', 'money', 'goods', 'state', 'files'],
  worker: ['platform', 'crm', 'onec', 'state', 'queue', 'journal', 'orders'],
  push: ['platform', 'crm', 'settings', 'goods', 'files'],
  stock: ['platform', 'crm', 'settings', 'money', 'goods', 'push'],
  prices: ['platform', 'crm', 'settings', 'money', 'goods', 'push'],
  jobs: ['platform', 'settings', 'state', 'journal', 'orders', 'push', 'catalog'],
  server: ['platform', 'queue', 'journal'],
  alerts: ['platform', 'state', 'journal'],
  usecases: [
    'catalog',
    'push',
    'platform',
    'settings',
    'crm',
    'onec',
    'state',
    'queue',
    'references',
    'setup',
    'journal',
    'orders',
    'worker',
    'jobs',
  ],
};

/** What puts a world together, and may import every room. */
const edges = ['composition', 'cli'];

const rooms = [...Object.keys(layers), ...edges];

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `lib-${layer}-imports-only-its-layer`,
  severity: 'error',
  comment: `lib/${layer} may import ${allowed.length === 0 ? 'nothing else of lib' : allowed.join(', ')}.`,
  from: { path: `^lib/${layer}/` },
  to: { path: '^lib/', pathNot: [`^lib/${layer}/`, ...allowed.map((name) => `^lib/${name}/`)] },
}));

/** Who must not import whom, beside the layers of lib: name, reason, importer, imported. */
const boundaries = [
  [
    'lib-knows-nothing-of-its-users',
    'Dependencies point one way: functions and infra use lib, tests use everything.',
    '^lib/',
    '^(functions|infra|tests)/',
  ],
  ['functions-use-lib-only', 'A function is wiring over lib.', '^functions/', '^(infra|tests)/'],
  ['infra-does-not-use-tests', 'Tests use everything and are used by nothing.', '^infra/', '^tests/'],
  [
    'people-s-edges-call-use-cases',
    'The command line asks for what a person can ask for, and wires nothing (design, layout).',
    '^lib/cli/',
    '^lib/(composition|worker|queue)/',
  ],
  [
    'functions-and-composition-have-no-command-line',
    'The command line is one of the edges, not a part of the others.',
    '^(functions|lib/composition)/',
    '^lib/cli/',
  ],
  [
    'stand-ins-are-not-the-oracle',
    'The sandboxes are a second reading of the references; they never borrow the clients they are there to test.',
    '^infra/sandbox/',
    [
      '^lib/(crm|orders|writes|queue|state|files|soap|journal|worker|jobs|composition|cli)/',
      '^lib/onec/(?!ut/)',
    ],
  ],
  [
    'the-sandbox-crm-knows-nothing-of-1c',
    'The two systems do not know each other.',
    '^infra/sandbox/crm/',
    ['^infra/sandbox/onec/', '^lib/onec/'],
  ],
  [
    'the-sandbox-1c-knows-nothing-of-the-crm',
    'The two systems do not know each other.',
    '^infra/sandbox/onec/',
    '^infra/sandbox/crm/',
  ],
].map(([name, comment, from, to]) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...boundaries,
    {
      name: 'every-room-of-lib-is-listed',
      severity: 'error',
      comment: 'A new folder of lib gets its line above, so that somebody decides what it may import.',
      from: { path: '^(lib|functions|infra|tests)/' },
      to: { path: '^lib/', pathNot: rooms.map((room) => `^lib/${room}/`) },
    },
    {
      name: 'composed-at-the-edge-only',
      severity: 'error',
      comment:
        'Parts get what they need as arguments; only entry points and the command line put a world together.',
      from: { path: '^lib/', pathNot: `^lib/(${edges.join('|')})/` },
      to: { path: `^lib/(${edges.join('|')})/` },
    },
    {
      name: 'the-cloud-stays-behind-its-interfaces',
      severity: 'error',
      comment: 'A second cloud replaces these folders and no other (design, layout).',
      from: { path: '^(lib|functions)/', pathNot: '^lib/(state|queue|files|platform)/' },
      to: { path: 'node_modules/@aws-sdk' },
    },
    {
      name: 'plans-are-pure',
      severity: 'error',
      comment:
        'Deciding is pure (design, principle 4): no client, no network, no store, no clock behind a plan.',
      from: { path: '^lib/.*/plan[^/]*$' },
      to: {
        reachable: true,
        path: [
          '^(node:)?(fs|http|https|net|tls|child_process|timers)(/|$)',
          'node_modules/@aws-sdk',
          '^lib/(queue|files|journal)/',
          '^lib/orders/.*/(find-|gather-)',
          '^lib/writes/execute[.]',
          '^lib/state/(dynamo|table-)',
          '^lib/(crm|onec)/(create-client|transport|reading)',
          '^lib/platform/(clock|http|secrets|log|parameter-store)[.]',
        ],
      },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
