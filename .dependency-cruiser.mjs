// Who may import whom. Each rule says why; test/boundaries proves each with a planted violation.

/**
 * The libs each lib may use: a context knows what came before it in a candidate's life. `running`
 * is not here, for it puts all of them together.
 */
const uses = {
  'event-log': [],
  queue: ['event-log'],
  programs: ['event-log'],
  people: ['event-log'],
  admissions: ['event-log', 'programs', 'people'],
  training: ['event-log', 'programs', 'people', 'admissions'],
  certification: ['event-log', 'programs', 'people', 'admissions', 'training'],
  notices: ['event-log', 'programs', 'people', 'admissions', 'training'],
  oversight: [
    'event-log',
    'programs',
    'people',
    'admissions',
    'training',
    'certification',
    'notices',
  ],
};

const tests = '(\\.test|\\.fixture)\\.ts$|/testing/|^(test|bench)/';
const entries =
  '^(apps/[^/]+/src/main|libs/[^/]+/src/((nest|testing|authoring|mail)/)?index)\\.ts$';
const inner = '^libs/(?!event-log/)[^/]+/src';

/** What decides and remembers: every file of a stream but its commands, of a view but its queries. */
const pure = [
  `${inner}/streams/(?!.*commands(/|\\.ts$))`,
  `${inner}/views/(?!.*queries(/|\\.ts$))`,
  '^libs/programs/src/policy/(?!file/)',
  '^libs/notices/src/plan/',
];

/** Where NestJS may appear inside a lib: what handles a command or a question. */
const nestFiles = '(commands|queries|module)(/|\\.ts$)|/nest/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'pure-stays-pure',
      comment:
        'Decisions, state, events, projections and the evaluator must give the same answer for the same facts for ever, so they know no framework, clock, randomness or I/O. Temporal and zod compute only.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: { pathNot: ['^libs/', 'node_modules/(temporal-polyfill|zod)/'] },
    },
    {
      name: 'pure-imports-pure',
      comment:
        'A decision that calls a command or runs a query would do what it may not do itself.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: {
        path: '^libs/([^/]+/src/.*(commands|queries)(/|\\.ts$)|programs/src/policy/file/(load|text)\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nest-only-at-the-edges',
      comment:
        'Inside a lib NestJS belongs to commands, queries and modules, so that everything else reads, tests and lives on without it.',
      severity: 'error',
      from: { path: '^libs/', pathNot: [nestFiles, tests] },
      to: { path: 'node_modules/(@nestjs|@fastify|fastify|class-validator|class-transformer)/' },
    },
    {
      name: 'libs-know-no-app',
      comment: 'An app is one way to run the libs; a lib that imports one can run in no other.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libs-through-their-index',
      comment: 'What an index does not export may change without asking anybody.',
      severity: 'error',
      from: { path: '^(libs/([^/]+)|apps/[^/]+|test)/' },
      to: {
        path: '^libs/',
        pathNot: ['^libs/$2/', '^libs/[^/]+/src/((nest|testing|authoring|mail)/)?index\\.ts$'],
      },
    },
    ...Object.entries(uses).map(([lib, used]) => ({
      name: `${lib}-uses-only-what-came-before`,
      comment:
        'A stream carries forward what a later one needs; a lib that looks ahead or sideways makes two contexts one.',
      severity: 'error',
      from: { path: `^libs/${lib}/` },
      to: { path: '^libs/', pathNot: `^libs/(${[lib, ...used].join('|')})/` },
    })),
    {
      name: 'sqlite-only-in-the-event-log',
      comment:
        'The stores own their files: locking, durability and migrations are decided in one place. Views get their connection handed in.',
      severity: 'error',
      from: { pathNot: ['^libs/event-log/', tests] },
      to: { path: '^(node:)?sqlite$|node_modules/better-sqlite3' },
    },
    {
      name: 'eventstore-client-only-in-its-store',
      comment:
        'The port is what keeps every context the same on another engine. The imitated server speaks by the messages that the client brings.',
      severity: 'error',
      from: { pathNot: ['^libs/event-log/src/eventstore/', '^test/support/eventstore/'] },
      to: { path: '@eventstore/' },
    },
    {
      name: 'redis-only-in-its-queue',
      comment:
        'The port is what keeps a job the same inside a process and on Redis. The tests bring a server of their own.',
      severity: 'error',
      from: { pathNot: ['^libs/queue/src/bullmq/', '^test/support/redis/'] },
      to: { path: 'node_modules/(bullmq|ioredis)/' },
    },
    {
      name: 'apps-stand-alone',
      comment: 'Apps run on different machines; only `standalone` puts them into one process.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/standalone/', tests] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-cycles',
      comment: 'Files in a cycle can only be understood, tested and loaded all at once.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-test-code-in-the-product',
      comment:
        'Fixtures and kits are not built to be relied on, and may need what is not installed.',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-development-packages-in-the-product',
      comment: 'They are not there where the product is installed.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'only-listed-packages',
      comment: 'What package.json does not list is there by luck, in whatever version.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'every-import-is-found',
      comment: 'A rule can say nothing about an import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dead-files',
      comment: 'A file that no index and no app reaches is read, kept working and never run.',
      severity: 'error',
      from: { path: entries },
      to: { path: '^(apps|libs)/', pathNot: [tests, entries], reachable: false },
    },
  ],
  options: {
    // As the compiler sees it, imports of types included.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // `#event-log` and its like lead to the sources, not to the build.
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
  },
};
