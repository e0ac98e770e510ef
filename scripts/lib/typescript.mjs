import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './setup.mjs';

/** Runs one of the project's TypeScript programs with this process's arguments and exit code. */
export function runTypeScript(program, environment = {}) {
  const args = ['--import', 'tsx', path.join(ROOT, program), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}
