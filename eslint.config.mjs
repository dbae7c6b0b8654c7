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
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', messages, numbers],
    },
  },
  {
    files: features.map((folder) => `src/${folder}/**/*.ts`),
    rules: { 'no-restricted-syntax': ['error', messages, numbers, commands] },
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
