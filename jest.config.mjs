const transform = {
  '^.+\\.(t|j|mj)s$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, useDefineForClassFields: false },
      },
      module: { type: 'commonjs' },
    },
  ],
};

const shared = {
  testEnvironment: '<rootDir>/test/environment.cjs',
  // In Jest's realm each look at a global that is not handed to the module costs as much as many sums.
  sandboxInjectedGlobals: ['Math'],
  transform,
  moduleNameMapper: { '^onnxruntime-web/wasm$': '<rootDir>/test/onnx/runtime-outside.cjs' },
  // These packages ship ES modules only.
  transformIgnorePatterns: [
    '/node_modules/(?!(fast-png|iobuffer|pdfjs-dist|fflate|idb|comlink|lit|lit-html|lit-element|@lit|@lit-labs|@spectrum-web-components)/)',
  ],
};

/**
 * The browser suites that have the machine to themselves: they measure times, or do something in the
 * middle of a computation. `npm test` runs the others two at a time.
 */
const ALONE = [
  '/test/(engine/engine|engine/supir|onnx/runtime|onnx/weight-store)\\.',
  '/test/e2e/(cancel|going-on|hidden-tab|unfinished-editors)\\.',
  '/test/editor/(colors|worker|view/canvas)\\.',
  '/test/panel/(try-here|unfinished)\\.',
];

/** The browser suites that a run is of: BROWSER_TESTS is `alone`, `together`, or left out for all. */
function browserSuites() {
  switch (process.env.BROWSER_TESTS) {
    case 'alone':
      return { testRegex: ALONE.map((part) => `(?=.*\\.e2e\\.test\\.ts$)${part}`) };
    case 'together':
      return { testMatch: BROWSER_SUITES, testPathIgnorePatterns: ['/node_modules/', ...ALONE] };
    default:
      return { testMatch: BROWSER_SUITES };
  }
}
const BROWSER_SUITES = ['<rootDir>/test/**/*.e2e.test.ts'];

export default {
  testSequencer: '<rootDir>/test/slow-first.cjs',
  maxWorkers: '100%',
  // Hooks and tests that start a browser, or a runtime beside others: a busy machine takes its time.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.e2e\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'e2e',
      ...browserSuites(),
    },
  ],
};
