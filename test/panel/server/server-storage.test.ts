import { createServerStorage, parseServerSettings } from '../../../panel/server/server-storage';
import { NO_SERVER_SETTINGS, type ServerSettings } from '../../../panel/store/server';
import { chosenFiles } from '../../../panel/store/server-files';
import { browserOf } from '../../../panel/server/page-facts';

const SETTINGS: ServerSettings = {
  address: 'https://example.org/comfy',
  headers: [{ name: 'Authorization', value: 'Bearer x' }],
  isOpenAllowed: false,
  route: 'relay',
  supir: 'a.safetensors',
  sdxl: 'b.safetensors',
  nodes: { graph: 'native', optional: ['CFGOverride'] },
  accepted: ['https://example.org'],
  speeds: [{ shape: 's', stepMs: 5 }],
  sent: { id: 'run', seed: 3, digest: 'a'.repeat(64), origin: 'https://example.org' },
};

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const texts = new Map<string, string>();
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
  };
}

test('a server comes back as it was saved', () => {
  const storage = createServerStorage(memory);
  const kept = memory();
  createServerStorage(() => kept).save(SETTINGS);
  expect(createServerStorage(() => kept).load()).toEqual(SETTINGS);
  expect(storage.load()).toEqual(NO_SERVER_SETTINGS);
});

test('what could not have been saved is not believed', () => {
  const stored = (changes: object): string =>
    JSON.stringify({ version: 1, ...SETTINGS, ...changes });
  expect(parseServerSettings('{')).toEqual(NO_SERVER_SETTINGS);
  expect(parseServerSettings(stored({ version: 2 }))).toEqual(NO_SERVER_SETTINGS);
  expect(
    parseServerSettings(stored({ headers: [{ name: 'Cookie', value: 'a' }] })).headers,
  ).toEqual([]);
  expect(parseServerSettings(stored({ speeds: [{ shape: 's', stepMs: -1 }] })).speeds).toEqual([]);
  expect(parseServerSettings(stored({ sent: { id: 'run' } })).sent).toBeNull();
  expect(parseServerSettings(stored({ accepted: 'all' })).accepted).toEqual([]);
  expect(parseServerSettings(stored({ nodes: { graph: 'other', optional: [] } })).nodes).toBeNull();
});

test('a refused storage is no failure', () => {
  const storage = createServerStorage(() => {
    throw new Error('refused');
  });
  storage.save(SETTINGS);
  expect(storage.load()).toEqual(NO_SERVER_SETTINGS);
});

test('files are chosen by their names only where one name alone fits', () => {
  const supir = ['other.safetensors', 'SUPIR-v0F.ckpt', 'sub\\SUPIR-v0Q.ckpt'];
  const none = { supir: null, sdxl: null };
  expect(
    chosenFiles(none, { supir, sdxl: ['sdxl.safetensors', 'sd_xl_refiner.safetensors'] }),
  ).toEqual({ supir: 'sub\\SUPIR-v0Q.ckpt', sdxl: 'sdxl.safetensors' });
  const two = ['one.safetensors', 'two.safetensors'];
  expect(chosenFiles(none, { supir, sdxl: two }).sdxl).toBeNull();
  const chosen = { supir: 'SUPIR-v0F.ckpt', sdxl: 'two.safetensors' };
  expect(chosenFiles(chosen, { supir, sdxl: two })).toEqual(chosen);
  expect(chosenFiles(chosen, { supir: [], sdxl: [] })).toEqual(none);
});

test('browsers are told apart as far as their rules differ', () => {
  const said = (userAgent: string) => browserOf({ userAgent });
  expect(said('Mozilla/5.0 Chrome/140.0 Safari/537.36')).toBe('chromium');
  expect(said('Mozilla/5.0 Gecko/20100101 Firefox/140.0')).toBe('firefox');
  expect(said('Mozilla/5.0 Version/18.0 Safari/605.1.15')).toBe('safari');
  expect(said('something')).toBe('other');
});

test('a way that is none is to be found', () => {
  const stored = JSON.stringify({ version: 1, ...SETTINGS, route: 'proxy' });
  expect(parseServerSettings(stored).route).toBe('auto');
});
