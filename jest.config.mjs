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
  transform,
  moduleNameMapper: { '^onnxruntime-web/wasm$': '<rootDir>/test/onnx/runtime-outside.cjs' },
  // These packages ship ES modules only.
  transformIgnorePatterns: [
    '/node_modules/(?!(fast-png|iobuffer|pdfjs-dist|fflate|idb|comlink|lit|lit-html|lit-element|@lit|@lit-labs|@spectrum-web-components)/)',
  ],
};

export default {
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
      testMatch: ['<rootDir>/test/**/*.e2e.test.ts'],
    },
  ],
};
