import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { version } from '../../package.json';
import { packZip } from '../../scripts/package/zip';
import { PLUGIN_FOLDER } from '../hosts/photoshop/page/built-panel';

interface Icon {
  readonly path: string;
  readonly scale: readonly number[];
}

interface BuiltManifest {
  readonly version: string;
  readonly main: string;
  readonly icons: readonly Icon[];
  readonly entrypoints: readonly { readonly icons?: readonly Icon[] }[];
}

/** The package as `npm run package` makes it, unzipped. */
function unpacked(): Readonly<Record<string, Uint8Array>> {
  const entries = readdirSync(PLUGIN_FOLDER, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return unzipSync(
    packZip(
      files.map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const name = path.relative(PLUGIN_FOLDER, file).split(path.sep).join('/');
        return { path: name, bytes: new Uint8Array(readFileSync(file)) };
      }),
    ),
  );
}

const files = unpacked();
const names = Object.keys(files);
const text = (name: string): string => Buffer.from(files[name]!).toString();
const manifest = JSON.parse(text('manifest.json')) as BuiltManifest;

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
});
