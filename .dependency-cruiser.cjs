/** The layers of the design: what a folder may import. `plan*` files are pure and import nothing that does I/O. */
const layers = {
  platform: [],
  money: [],
  soap: [],
  settings: [],
  offers: ['settings'],
  crm: ['platform'],
  onec: ['platform'],
  state: ['platform'],
  queue: ['platform'],
  files: ['platform'],
  journal: ['platform', 'state', 'files'],
  orders: ['platform', 'crm', 'onec', 'settings', 'money', 'offers', 'state'],
};

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `lib-${layer}-imports-only-its-layer`,
  severity: 'error',
  comment: `lib/${layer} may import ${allowed.length === 0 ? 'nothing else of lib' : allowed.join(', ')}.`,
  from: { path: `^lib/${layer}/` },
  to: { path: '^lib/', pathNot: [`^lib/${layer}/`, ...allowed.map((name) => `^lib/${name}/`)] },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'lib-knows-nothing-of-its-users',
      severity: 'error',
      comment: 'Dependencies point one way: functions and infra use lib, tests use everything.',
      from: { path: '^lib/' },
      to: { path: '^(functions|infra|tests)/' },
    },
    {
      name: 'composed-at-the-edge-only',
      severity: 'error',
      comment:
        'Parts get what they need as arguments; only entry points and the command line put a world together.',
      from: { path: '^lib/', pathNot: '^lib/(composition|cli)/' },
      to: { path: '^lib/(composition|cli)/' },
    },
    {
      name: 'functions-and-composition-have-no-command-line',
      severity: 'error',
      from: { path: '^(functions|lib/composition)/' },
      to: { path: '^lib/cli/' },
    },
    {
      name: 'functions-use-lib-only',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(infra|tests)/' },
    },
    {
      name: 'infra-does-not-use-tests',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^tests/' },
    },
    {
      name: 'plans-are-pure',
      severity: 'error',
      comment:
        'Deciding is pure (design, principle 4): no client, no network, no store, no clock behind a plan.',
      from: { path: '^lib/.*/plan' },
      to: {
        path: [
          '^node:(fs|http|https|net|crypto|child_process)',
          '@aws-sdk',
          '^lib/(queue|files)/',
          '^lib/state/(dynamo|memory|table)',
          '^lib/(crm|onec)/create-client',
          '^lib/platform/(http|secrets|log)',
        ],
      },
    },
    {
      name: 'stand-ins-are-not-the-oracle',
      severity: 'error',
      comment:
        'The sandboxes are a second reading of the references; they never borrow the clients they are there to test.',
      from: { path: '^infra/sandbox/' },
      to: { path: ['^lib/(crm|orders|queue|state|files|soap)/', '^lib/onec/(?!ut/)'] },
    },
    {
      name: 'no-orphan-or-unresolved',
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
