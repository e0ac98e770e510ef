import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type Server } from '../../../scripts/lib/serve.mjs';

const BYTES = 300_000;
const ROUNDS = 30;

let folder: string;
let server: Server;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supir-panel-serve-'));
  await mkdir(join(folder, 'sub dir'));
  await writeFile(join(folder, 'sub dir', 'index.html'), 'the page');
  await writeFile(join(folder, 'data.bin'), Buffer.alloc(BYTES, 'a'));
  await writeFile(join(folder, 'empty.txt'), '');
  server = await serve(folder);
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(server.url + path, init);

describe('serve', () => {
  it('answers with a file, its type and its length', async () => {
    const response = await get('data.bin');
    expect(response.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(response.headers.get('Content-Length')).toBe(String(BYTES));
    expect((await response.arrayBuffer()).byteLength).toBe(BYTES);
    expect(await (await get('empty.txt')).text()).toBe('');
  });

  it("answers with a folder's page", async () => {
    const response = await get('sub%20dir/');
    expect(response.headers.get('Content-Type')).toMatch('text/html');
    expect(await response.text()).toBe('the page');
  });

  it('answers with a part of a file', async () => {
    const response = await get('sub%20dir/index.html', { headers: { Range: 'bytes=4-5' } });
    expect([response.status, response.headers.get('Content-Range')]).toEqual([206, 'bytes 4-5/8']);
    expect(await response.text()).toBe('pa');
  });

  it.each(['missing.txt', 'data.bin/more', '%2e%2e%2f%2e%2e%2fetc/hostname', '%E0%A4%A'])(
    'has nothing at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it('takes no other method', async () => {
    expect((await get('data.bin', { method: 'POST' })).status).toBe(405);
  });

  it('goes on, and never mixes two versions, while files are replaced', async () => {
    const file = join(folder, 'data.bin');
    const replaced = (async () => {
      for (let i = 0; i < ROUNDS; i++) {
        await rm(file);
        await writeFile(file, Buffer.alloc(BYTES, i % 2 === 0 ? 'b' : 'a'));
      }
    })();
    const found = new Set<string>();
    try {
      for (let i = 0; i < ROUNDS; i++) {
        const response = await get('data.bin');
        const text = await response.text();
        if (response.ok) found.add([...new Set(text)].join(''));
      }
    } finally {
      await replaced;
    }
    expect([...found].filter((letters) => letters.length > 1)).toEqual([]);
    expect((await get('data.bin')).status).toBe(200);
  });
});
