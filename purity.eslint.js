// What the boundary rules can't see in files that must stay pure: single names out of an index
// that also holds what acts, and globals. test/boundaries proves each with planted code.
import tseslint from 'typescript-eslint';

const clock = 'Whoever asks a decision hands in the day; it never looks at a clock.';

/** Names of `#event-log` that compute only. Add one when it neither acts nor looks around. */
const computing = [
  'Dossier',
  'LogError',
  'RuleBroken',
  'START',
  'assertSeen',
  'dateIn',
  'derivedId',
  'field',
  'idOf',
  'streamName',
];

export const purity = {
  files: [
    'libs/*/src/streams/**/*.ts',
    'libs/*/src/views/*/**/*.ts',
    'libs/programs/src/policy/**/*.ts',
    'libs/notices/src/plan/**/*.ts',
  ],
  ignores: [
    '**/*.test.ts',
    '**/testing/**',
    'libs/event-log/**',
    'libs/*/src/streams/*/commands.ts',
    'libs/*/src/streams/*/commands/**',
    'libs/*/src/views/*/queries.ts',
    'libs/*/src/views/*/queries/**',
    'libs/programs/src/policy/file/**',
  ],
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: [
          {
            name: '#event-log',
            allowImportNames: computing,
            allowTypeImports: true,
            message: 'Decisions, state, events and projections only compute.',
          },
          {
            name: '#programs',
            importNames: ['loadPolicyFile', 'shippedPolicies', 'shippedPolicyFiles'],
            message: 'A decision is handed its policy; it reads no files.',
          },
        ],
      },
    ],
    'no-restricted-globals': [
      'error',
      { name: 'Date', message: clock },
      ...[
        'process',
        'performance',
        'crypto',
        'fetch',
        'console',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'queueMicrotask',
        'Intl',
      ].map((name) => ({
        name,
        message: 'The same facts must give the same answer, on every machine and for ever.',
      })),
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random', message: 'Ids and draws are handed in.' },
      { object: 'Temporal', property: 'Now', message: clock },
    ],
  },
};
