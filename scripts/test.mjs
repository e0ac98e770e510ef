// npm test: sets itself up (packages, browser, build) and runs every test.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureBuild, ensureChromium, ensurePackages, ROOT } from './lib/setup.mjs';

ensurePackages();
const chromium = ensureChromium();
ensureBuild('web');
ensureBuild('photoshop');

/** What a test leaves behind keeps jest alive; it is ended then, and counts as broken. */
const END_MS = 60_000;

const jest = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const extra = process.argv.slice(2);
const runs = [
  { args: ['--selectProjects', 'unit'] },
  { args: ['--selectProjects', 'e2e', '--maxWorkers', '2'], browserTests: 'together' },
  { args: ['--selectProjects', 'e2e', '--runInBand'], browserTests: 'alone' },
];
let passed = 0;
let failed = 0;
let broken = false;
for (const { args, browserTests = '' } of runs) {
  const { code, counts } = await runJest([...args, ...extra], browserTests);
  passed += counts.passed;
  failed += counts.failed;
  broken ||= code !== 0;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = broken || failed > 0 || passed === 0 ? 1 : 0;

/** Shows what jest prints and reads its summary. A suite that cannot be loaded counts as one failure. */
function runJest(args, browserTests) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [jest, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'pipe'],
      env: { ...process.env, CHROMIUM: chromium, BROWSER_TESTS: browserTests },
    });
    let tail = '';
    let ending = null;
    child.stderr.on('data', (chunk) => {
      process.stderr.write(chunk);
      tail = (tail + chunk).slice(-20_000);
      if (/^Ran all test suites/m.test(tail)) ending ??= setTimeout(() => child.kill(), END_MS);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(ending);
      if (code === null) console.error('Something that the tests started did not end.');
      const tests = /^Tests:(.*)$/m.exec(tail)?.[1] ?? '';
      const suites = /^Test Suites:(.*)$/m.exec(tail)?.[1] ?? '';
      const number = (text, word) => Number(new RegExp(`(\\d+) ${word}`).exec(text)?.[1] ?? 0);
      const counts = { passed: number(tests, 'passed'), failed: number(tests, 'failed') };
      if (counts.failed === 0) counts.failed = number(suites, 'failed');
      resolve({ code, counts });
    });
  });
}
