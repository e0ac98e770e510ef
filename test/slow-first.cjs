const { statSync } = require('node:fs');

/**
 * Suites that take longer than others of their size. One of them begun last would leave all cores but
 * its own without work.
 */
const SLOW = [
  'scripts/parity/webgpu.e2e',
  'engine/supir-files.e2e',
  'e2e/demo.e2e',
  'networks/quantised/routes.e2e',
  'panel/results.e2e',
  'panel/plan.e2e',
  'record/budgets',
  'scripts/parity/run-parity',
  'record/card-memory',
  'restore/supir/restore-supir',
  'record/picture',
  'restore/supir/lora',
  'hosts/contract/photoshop',
  'hosts/contract/photopea',
].map((name) => `/test/${name}.test.ts`);

/** The slow suites first, then the others, large files before small ones: the same order everywhere. */
module.exports = class SlowFirst {
  sort(tests) {
    const rank = ({ path }) => {
      const at = SLOW.findIndex((name) => path.replaceAll('\\', '/').endsWith(name));
      return at < 0 ? SLOW.length : at;
    };
    return tests
      .map((test) => ({ test, rank: rank(test), size: statSync(test.path).size }))
      .sort((a, b) => a.rank - b.rank || b.size - a.size)
      .map(({ test }) => test);
  }

  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((_, i) => i % shardCount === shardIndex - 1);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
