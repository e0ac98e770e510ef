import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import ts from 'typescript-eslint';

/** Each of these may be imported in one place only (the rooms themselves: .dependency-cruiser.cjs). */
const ONE_ROOM_PACKAGES = [
  { name: 'photoshop', message: 'Only src/hosts/photoshop/uxp talks to Photoshop.' },
  { name: 'uxp', message: 'Only src/hosts/photoshop/uxp talks to UXP.' },
];

const NO_WAITING = 'Wait for the event that follows the decision (test/support/wait.ts).';
const TIMERS = '/^set(Timeout|Interval|Immediate)$/';

export default ts.config(
  { ignores: ['node_modules', 'dist', 'out', 'coverage', 'test/fixtures'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.test.json', 'tsconfig.rooms.json', 'tsconfig.uxp.json'],
      },
    },
    rules: {
      'no-restricted-imports': ['error', { paths: ONE_ROOM_PACKAGES }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: true },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // Time proves nothing: a test that waits and then finds nothing passes on a slow machine whatever the code does.
    files: ['test/**/*.{ts,mjs,cjs}'],
    ignores: ['test/{support,emulators,bench}/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.property.name='waitForTimeout']", message: NO_WAITING },
        { selector: `CallExpression[callee.name=${TIMERS}]`, message: NO_WAITING },
        {
          selector: `CallExpression[callee.object.name=/^(globalThis|window|self)$/][callee.property.name=${TIMERS}]`,
          message: NO_WAITING,
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...ONE_ROOM_PACKAGES,
            ...['timers', 'node:timers', 'timers/promises', 'node:timers/promises'].map((name) => ({
              name,
              message: NO_WAITING,
            })),
          ],
        },
      ],
    },
  },
  {
    files: ['test/hosts/photoshop/uxp/published-uxp-types.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  prettier,
);
