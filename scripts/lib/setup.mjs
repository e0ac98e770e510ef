import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's top folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const STAMP = path.join(ROOT, 'node_modules', '.installed-lock');

/** Runs a program with its output shown; throws when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${result.status ?? result.signal}`);
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Installs the locked packages unless exactly these are there already. */
export function ensurePackages() {
  // Somebody shares one folder among several checkouts: it is not ours to empty.
  if (lstatSync(path.join(ROOT, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    return;
  const lock = readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.log('Installing packages …');
  run(npm, ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  writeFileSync(STAMP, lock);
}

const CHROMIUM_NAMES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of an installed Chromium or Chrome; null when there is none. */
function findChromium() {
  return CHROMIUM_NAMES.find((name) => name && existsSync(name)) ?? null;
}

/** Finds a browser, or installs Debian's where this is possible. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const root = process.getuid?.() === 0;
  if (existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium from Debian …');
    const prefix = root ? [] : ['sudo'];
    const apt = (...args) =>
      run([...prefix, 'apt-get'][0], [...prefix.slice(1), ...(root ? [] : ['apt-get']), ...args], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium found. Install Chromium or Chrome, or set CHROMIUM to its program file.',
  );
}

const NEWEST_OF = [
  'src',
  'panel',
  'models',
  'webpack.config.js',
  'scripts/webpack',
  'manifest.json',
  'package-lock.json',
  'tsconfig.build.json',
];

/** What can be built: a file of each that is written last, and the names in webpack.config.js. */
const BUILDS = {
  web: { proof: 'web/precache.json', parts: ['web'] },
  photoshop: {
    proof: 'photoshop/page/panel.js',
    parts: ['photoshop-plugin', 'photoshop-workers', 'photoshop-page'],
  },
};

/**
 * Builds `dist/web` or `dist/photoshop` unless it is newer than everything it is made of.
 *
 * @param {keyof typeof BUILDS} [what]
 */
export function ensureBuild(what = 'web') {
  const { proof, parts } = BUILDS[what];
  const built = path.join(ROOT, 'dist', proof);
  if (existsSync(built) && newest(NEWEST_OF) < statSync(built).mtimeMs) return;
  console.log(`Building dist/${what} …`);
  if (what === 'photoshop') rmSync(path.join(ROOT, 'dist', what), { recursive: true, force: true });
  run(process.execPath, [
    path.join(ROOT, 'node_modules', 'webpack', 'bin', 'webpack.js'),
    '--mode',
    'production',
    ...parts.flatMap((name) => ['--config-name', name]),
  ]);
  // A file that would not change is not written, and would look old for ever.
  const now = new Date();
  utimesSync(built, now, now);
}

function newest(entries) {
  const times = entries.map((entry) => newestIn(path.join(ROOT, entry)));
  return Math.max(...times);
}

function newestIn(entry) {
  const stat = statSync(entry);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(entry).map((name) => newestIn(path.join(entry, name)));
  return Math.max(stat.mtimeMs, ...inside);
}
