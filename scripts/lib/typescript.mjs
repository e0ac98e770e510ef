import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
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

/** One of the project's TypeScript modules, for a program that is none. Packages are there already. */
export async function importTypeScript(module) {
  const { tsImport } = await import('tsx/esm/api');
  return tsImport(pathToFileURL(path.join(ROOT, module)).href, import.meta.url);
}
