import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { version } from '../../package.json';
import { packFolder } from '../../scripts/package/pack-folder';
import { launchChromium } from '../../scripts/lib/browser/chromium';
import { openBuiltPanel, PLUGIN_FOLDER } from '../emulators/photoshop/page/built-panel';
import { groupedPhoto } from './documents';
import { outcome } from './outcome';
import { expectInserted, expectNoNetwork, show } from './photoshop-panel';

jest.setTimeout(180_000);

interface Icon {
  readonly path: string;
  readonly scale: readonly number[];
}

interface BuiltManifest {
  readonly version: string;
  readonly main: string;
  readonly icons: readonly Icon[];
  readonly requiredPermissions: Readonly<Record<string, unknown>>;
  readonly entrypoints: readonly { readonly icons?: readonly Icon[] }[];
}

let folder = '';
let files: Readonly<Record<string, Uint8Array>> = {};
let names: readonly string[] = [];
let manifest: BuiltManifest;
const text = (name: string): string => Buffer.from(files[name]!).toString();

/** The package as `npm run package` writes it, read back and unpacked as an installer does. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ccx-'));
  const ccx = path.join(folder, 'supir-panel.ccx');
  await packFolder(PLUGIN_FOLDER, ccx);
  files = unzipSync(new Uint8Array(await readFile(ccx)));
  names = Object.keys(files);
  manifest = JSON.parse(text('manifest.json')) as BuiltManifest;
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(folder, 'plugin', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe('the packed plugin', () => {
  it('has the version of the project and only fields that UXP knows', () => {
    expect(manifest.version).toBe(version);
    expect(Object.keys(manifest).toSorted()).toEqual([
      ...['entrypoints', 'host', 'icons', 'id', 'main', 'manifestVersion', 'name'],
      ...['requiredPermissions', 'version'],
    ]);
  });

  it('holds everything that the manifest names', () => {
    expect(names).toContain(manifest.main);
    const icons = [
      ...manifest.icons,
      ...manifest.entrypoints.flatMap((entry) => entry.icons ?? []),
    ];
    expect(icons.length).toBeGreaterThan(3);
    for (const { path: icon, scale } of icons) {
      for (const factor of scale) {
        const scaled = icon.replace(/\.png$/, `@${factor}x.png`);
        expect(names).toContain(scaled);
      }
    }
  });

  it('holds the page, what the page loads, and what the plugin hands to it', () => {
    const code = text('index.js');
    expect(code).toContain('plugin:/page/index.html');
    const assets = [...code.matchAll(/"(page\/(?:ort|models|licenses)\/[^"]+)"/g)];
    expect(assets.length).toBeGreaterThan(8);
    for (const [, asset] of assets) expect(names).toContain(asset);
    const scripts = [...text('page/index.html').matchAll(/src="?([^"\s>]+)/g)];
    expect(scripts).toHaveLength(2);
    for (const [, script] of scripts) expect(names).toContain(`page/${script}`);
  });

  it('lets its script call servers, and its page nobody', () => {
    const { webview, network } = manifest.requiredPermissions;
    expect(webview).toMatchObject({ domains: [], enableMessageBridge: 'localOnly' });
    expect(network).toEqual({ domains: 'all' });
  });
});

describe('the plugin, installed from the package', () => {
  it('restores a selection without asking anybody', async () => {
    const browser = await launchChromium();
    const context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    const panel = await openBuiltPanel(page, {}, path.join(folder, 'plugin'));
    const shown = await show(panel, groupedPhoto(), 'photo');
    expect(await outcome(page)).toBe('done');
    expectInserted(panel, shown);
    expectNoNetwork(panel);
    await browser.close();
  });
});
