import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const features = ['accounts', 'browse', 'documents', 'actions'];
const pure = ['api', 'records', 'session', 'demo'];

/** Folders that a folder may import besides itself (ARCHITECTURE.md, rule 1). */
const mayImport = {
  api: [],
  records: ['api'],
  session: ['api', 'records'],
  demo: [],
  platform: ['api', 'records', 'session'],
  accounts: ['api', 'records', 'session', 'platform', 'demo'],
  browse: ['api', 'records', 'session', 'platform'],
  documents: ['api', 'records', 'session', 'platform'],
  actions: ['api', 'records', 'session', 'platform'],
};

const layers = Object.entries(mayImport).map(([folder, allowed]) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: pure.includes(folder)
          ? [{ name: 'vscode', message: 'Pure folders do not know VS Code.' }]
          : [],
        patterns: Object.keys(mayImport)
          .filter((other) => other !== folder && !allowed.includes(other))
          .map((other) => ({
            group: [`**/${other}/*`, `**/${other}/**`],
            message: `${folder} must not import ${other} (ARCHITECTURE.md).`,
          })),
      },
    ],
  },
}));

const messages = {
  selector: 'CallExpression[callee.property.name=/^show(Information|Warning|Error)Message$/]',
  message: 'Messages go through src/platform/messages.ts, which defuses links.',
};
const numbers = {
  selector: "CallExpression[callee.property.name='toLocaleString']",
  message: "Numbers go through src/records/format.ts, in VS Code's language and not the machine's.",
};
const commands = {
  selector:
    "CallExpression[callee.property.name='executeCommand'][arguments.0.type='Literal'][arguments.0.value=/^ninjaClients\\./]",
  message: 'Features do not call each other by command.',
};
/** Where the time of day is meant: shown, stored beyond this process, compared with files or servers. */
const timeOfDay = [
  'src/demo/**',
  'src/api/transport/clock.ts',
  'src/session/permissions.ts',
  'src/session/writes/intents.ts',
  'src/documents/create/*.ts',
  'src/documents/fileSystem/*.ts',
  'src/documents/commands/serverCommands.ts',
];
/** The extraction of texts finds `vscode.l10n.t('…')`, and `l10n.t('…')` of `@vscode/l10n`, written out like that. */
const translatable = [
  "CallExpression[callee.property.name='t'][callee.object.property.name='l10n'][arguments.0.type!=/^(Literal|ObjectExpression)$/]",
  "CallExpression[callee.property.name='t'][callee.object.name='l10n'][arguments.0.type!=/^(Literal|ObjectExpression)$/]",
  "MemberExpression[property.name='t'][object.property.name='l10n']:not(CallExpression > .callee)",
  "MemberExpression[property.name='t'][object.name='l10n']:not(CallExpression > .callee)",
  "MemberExpression[property.name='l10n']:not(MemberExpression > .object)",
  "ObjectPattern > Property[key.name='l10n']",
  "VariableDeclarator[id.type='ObjectPattern']:matches([init.name='l10n'], [init.property.name='l10n'])",
  'ImportDeclaration[source.value=/^(vscode|@vscode\\u002Fl10n)$/] > :not(ImportNamespaceSpecifier)[imported.name=/^(l10n|t)$/]',
].map((selector) => ({
  selector,
  message:
    'Texts are found by `npm run l10n` only as a literal in vscode.l10n.t(…) or l10n.t(…), not destructured.',
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'test/fixtures/', '.cache/'] },
  js.configs.recommended,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: globals.node },
  },
  { files: ['**/*.js'], languageOptions: { sourceType: 'commonjs' } },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'media/**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          // `void` would only hide that nobody hears of a failure: `inBackground` of src/platform/messages.ts.
          ignoreVoid: false,
          checkThenables: true,
          allowForKnownSafeCalls: [{ from: 'file', name: 'say', path: 'src/platform/messages.ts' }],
        },
      ],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', messages, numbers, ...translatable],
    },
  },
  {
    files: features.map((folder) => `src/${folder}/**/*.ts`),
    rules: { 'no-restricted-syntax': ['error', messages, numbers, commands, ...translatable] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: timeOfDay,
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'The time of day jumps: performance.now() measures durations.',
        },
      ],
    },
  },
  { files: ['src/platform/messages.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              name: ['test', 'describe', 'it', 'before', 'after', 'beforeEach', 'afterEach'],
              package: 'node:test',
            },
          ],
        },
      ],
    },
  },
  ...layers,
);
