import { call, type ServerAccess } from '../../src/comfyui/calls';
import { openServer } from '../../src/comfyui/server';
import { openServerSocket } from '../../src/comfyui/server-socket';
import { testConnection } from '../../src/restore/remote/test-connection';
import { restoreRemote } from '../../src/restore/remote/restore-remote';
import { PERSONAS, TOKEN_GATE } from '../emulators/comfyui/personas';
import { noisePicture, REMOTE, remoteRequest } from '../restore/remote/remote-request';
import { codeOf } from '../support/code-of';
import { until } from '../support/wait';
import { accessTo, emulated, LOCAL_PAGE, QUICK, stopServers } from './emulated';
import { closePages, relayedPage } from './relayed';

afterEach(async () => {
  await closePages();
  await stopServers();
});

const KEY = `${TOKEN_GATE.header}: ${TOKEN_GATE.value}`;
const live = (): AbortSignal => new AbortController().signal;

const stats = (access: ServerAccess) =>
  call(access, { path: 'system_stats', maxBytes: 2 ** 20, timeoutMs: 5000 }, live());

test('a server without any flag is tested, restores and shows its steps', async () => {
  const comfy = await emulated();
  const page = await relayedPage();
  const access = page.accessTo(comfy);
  const tested = await testConnection(access, LOCAL_PAGE, live(), QUICK);
  expect(tested).toMatchObject({ outcome: 'connected', server: { messages: 'socket' } });
  const request = remoteRequest(noisePicture({ width: 64, height: 64 }), {
    restorer: { ...REMOTE, server: comfy.url },
  });
  const steps: number[] = [];
  const { image, report } = await restoreRemote(request, access, {
    signal: live(),
    pace: QUICK,
    onEvent: (event) => {
      if (event.type === 'part' && event.part === 'sample') steps.push(event.done);
    },
  });
  expect(JSON.stringify(comfy.asked)).not.toContain(page.origin);
  expect(comfy.asked.some(({ headers }) => 'sec-fetch-mode' in headers)).toBe(false);
  const direct = await restoreRemote(request, accessTo(comfy), {
    signal: live(),
    pace: QUICK,
    onEvent: () => undefined,
  });
  expect(image.data).toEqual(direct.image.data);
  expect(report.remote.server).toBe(comfy.url);
  expect(steps.length).toBeGreaterThan(1);
});

test('a cancel reaches the server through it', async () => {
  const comfy = await emulated();
  const page = await relayedPage();
  const held = comfy.points.hold({ at: 'tick', value: 2 });
  const cancel = new AbortController();
  const request = remoteRequest(noisePicture({ width: 64, height: 64 }));
  const options = { signal: cancel.signal, pace: QUICK, onEvent: () => undefined };
  const running = restoreRemote(request, page.accessTo(comfy), options);
  await held.reached;
  cancel.abort();
  await expect(running).rejects.toThrow('abort');
  held.release();
  await until(() => comfy.queue().running === null && comfy.queue().history.length === 0);
});

test('header lines reach the server in calls and on its socket, and nobody else', async () => {
  const gated = await emulated({ gate: { ...TOKEN_GATE, sockets: 'checked' } });
  const page = await relayedPage();
  const tested = await testConnection(page.accessTo(gated, KEY), LOCAL_PAGE, live(), QUICK);
  expect(tested).toMatchObject({ outcome: 'connected', server: { messages: 'socket' } });
  const other = await emulated();
  await openServer(page.accessTo(other), live());
  expect(JSON.stringify(other.asked)).not.toContain(TOKEN_GATE.value);
  const told = await page.fetch('/comfy/relay', {
    method: 'POST',
    body: JSON.stringify({ address: `${other.url}/`, headers: [], takes: false }),
  });
  expect(await told.text()).not.toContain(TOKEN_GATE.value);
});

test.each([
  [{ gate: TOKEN_GATE }, 'comfy-sign-in'],
  [PERSONAS.login, 'comfy-redirected'],
  [PERSONAS.tunnel, 'comfy-not-comfy'],
  [PERSONAS.otherProgram, 'comfy-not-comfy'],
])('%# is told as it is', async (options, code) => {
  const page = await relayedPage();
  const access = page.accessTo(await emulated(options));
  const tested = await testConnection(access, LOCAL_PAGE, live(), QUICK);
  expect(tested).toMatchObject({ outcome: 'failed', error: { code } });
});

test('a server below a path stays there', async () => {
  const page = await relayedPage();
  const comfy = await emulated(PERSONAS.underPath);
  const tested = await testConnection(page.accessTo(comfy), LOCAL_PAGE, live(), QUICK);
  expect(tested).toMatchObject({ outcome: 'connected', server: { messages: 'socket' } });
});

test('a server that is off is silent, a page’s server that is off says so', async () => {
  const page = await relayedPage();
  const comfy = await emulated();
  const access = page.accessTo(comfy);
  await openServer(access, live());
  await comfy.kill();
  expect(await codeOf(stats(access))).toBe('comfy-unreachable');
  expect(await testConnection(access, LOCAL_PAGE, live(), QUICK)).toMatchObject({
    outcome: 'blocked',
    obstacle: { name: 'nothing-answers' },
  });
  await closePages();
  expect(await codeOf(stats(access))).toBe('comfy-relay-gone');
});

test('a relay that was started anew is told the server again; its socket comes back', async () => {
  const comfy = await emulated();
  const page = await relayedPage();
  const access = page.accessTo(comfy);
  await openServer(access, live());
  const socket = openServerSocket(access, 'ours');
  await until(() => socket.state === 'open');
  await page.restart();
  await until(() => socket.state === 'lost');
  expect((await stats(access)).status).toBe(200);
  await until(() => socket.state === 'open');
  socket.close();
});

test('one server at a time: who comes later takes it over, and who had it is told so', async () => {
  const page = await relayedPage();
  const [one, other] = [await emulated(), await emulated()];
  const [first, second] = [page.accessTo(one), page.accessTo(other)];
  await openServer(first, live());
  const socket = openServerSocket(first, 'ours');
  await until(() => socket.state === 'open');
  await openServer(second, live());
  await until(() => socket.state === 'lost');
  socket.close();
  expect(await codeOf(stats(first))).toBe('comfy-relay-taken');
  expect((await stats(second)).status).toBe(200);
  // The same server from two pages is one.
  expect((await stats(page.accessTo(other))).status).toBe(200);
  expect((await stats(second)).status).toBe(200);
  await openServer(page.accessTo(one), live());
  expect((await stats(first)).status).toBe(200);
});

test('of a socket neither side outlives the other', async () => {
  const comfy = await emulated();
  const page = await relayedPage();
  const access = page.accessTo(comfy);
  await openServer(access, live());
  const socket = openServerSocket(access, 'ours');
  await until(() => socket.state === 'open');
  comfy.sockets.cut();
  await until(() => socket.state === 'lost');
  await until(() => socket.state === 'open');
  expect(comfy.sockets.registered).toEqual(['ours']);
  socket.close();
  await until(() => comfy.sockets.registered.length === 0);
});
