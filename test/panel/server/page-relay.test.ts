import { hasPageRelay } from '../../../panel/server/page-relay';
import { serve } from '../../../scripts/lib/serve.mjs';
import { closePages, relayedPage } from '../../comfyui/relayed';

afterEach(closePages);

test('a page of npm start has a relay', async () => {
  const { origin } = await relayedPage();
  expect(await hasPageRelay(origin, fetch)).toBe(true);
});

test('a page of another host has none, and asks for it on this computer alone', async () => {
  const plain = await serve(__dirname);
  const origin = new URL(plain.url).origin;
  expect(await hasPageRelay(origin, fetch)).toBe(false);
  await plain.close();
  expect(await hasPageRelay(origin, fetch)).toBe(false);
  const asked: string[] = [];
  const note = (url: string): Promise<Response> => {
    asked.push(url);
    return Promise.resolve(Response.json({ relay: 'comfyui', version: 1 }));
  };
  for (const other of ['https://panel.example', 'null', 'http://192.168.1.2:8780']) {
    expect(await hasPageRelay(other, note)).toBe(false);
  }
  expect(asked).toEqual([]);
});

test.each([
  '<!doctype html>',
  'null',
  '{}',
  '{"relay":"comfyui","version":2}',
  '{"relay":"other"}',
])('an answer %s is none of a relay', async (text) => {
  const answer = (): Promise<Response> => Promise.resolve(new Response(text));
  expect(await hasPageRelay('http://localhost:8780', answer)).toBe(false);
});
