import { newId, type Lab } from './lab';
import { PERSONAS, TOKEN_GATE } from '../personas';
import { jsonIn } from './http';
import { nativeGraph } from './graphs';
import { handshake, status } from './origins';
import { same, type Witnesses } from './witness';

async function statuses(lab: Lab, ...paths: readonly string[]): Promise<number[]> {
  const got = [];
  for (const path of paths) got.push(await status(lab, {}, path));
  return got;
}

const TOKEN = { Authorization: TOKEN_GATE.value };

export const PATHS: Witnesses = {
  'R3-prefix': async (make) => {
    const lab = await make();
    const paths = ['/system_stats', '/queue', '/object_info/LoadImage', '/history', '/models'];
    const prefixed = paths.map((path) => `/api${path}`);
    return (await statuses(lab, ...paths, ...prefixed)).every((code) => code === 200);
  },
  'R3-jobs-prefixed': async (make) =>
    same(await statuses(await make(), '/api/jobs', '/jobs'), [200, 404]),
  'R3-by-version': async (make) => {
    const lab = await make({ version: '0.3.40' });
    const paths = ['/features', '/api/jobs', '/models/model_patches', '/models/checkpoints'];
    const nodes = (await lab.get('/object_info/SUPIRApply')) as object;
    const later = await make({ version: '0.6.0' });
    const cancel = await later.post(`/api/jobs/${newId()}/cancel`, {});
    return (
      same(await statuses(lab, ...paths), [404, 404, 404, 200]) &&
      same(nodes, {}) &&
      same(await statuses(later, '/features', '/api/jobs'), [200, 200]) &&
      cancel.status === 404
    );
  },
  'R4-unknown-class': async (make) => {
    const lab = await make();
    const got = await lab.ask('/object_info/NoSuchNode');
    return got.status === 200 && got.text === '{}';
  },
  'R4-unknown-folder': async (make) => {
    const got = await (await make()).ask('/models/nothing');
    return got.status === 404 && got.text === '';
  },
  'R4-separator': async (make) => {
    const lab = await make(PERSONAS.windows);
    const names = (await lab.get('/models/checkpoints')) as readonly string[];
    return names.includes('photo\\juggernautXL_v9Rdphoto2Lightning.safetensors');
  },

  'R26-auth': async (make) => {
    const lab = await make(PERSONAS.tokenProxy);
    const without = await statuses(lab, '/', '/api/system_stats', '/view?filename=a.png', '/none');
    return same(
      [...without, await status(lab, TOKEN), await status(lab, { Authorization: 'Bearer other' })],
      [401, 401, 401, 401, 200, 401],
    );
  },
  'R26-options': async (make) => {
    const naive = await make(PERSONAS.tokenProxy);
    const polite = await make(PERSONAS.politeProxy);
    const of = async (lab: Lab): Promise<number> =>
      (await lab.ask('/prompt', { method: 'OPTIONS' })).status;
    return same([await of(naive), await of(polite)], [401, 200]);
  },
  'R26-socket': async (make) => {
    const naive = await make(PERSONAS.tokenProxy);
    const polite = await make(PERSONAS.politeProxy);
    return same(
      [await handshake(naive, TOKEN), await handshake(polite, {}), await handshake(polite, TOKEN)],
      [401, 401, 101],
    );
  },
  'R26-login-page': async (make) => {
    const lab = await make(PERSONAS.login);
    const got = await lab.ask('/system_stats');
    const page = await lab.ask('/login');
    return (
      got.status === 302 &&
      got.headers.location === '/login' &&
      page.status === 200 &&
      page.text.startsWith('<!doctype html>')
    );
  },
  'R26-tunnel-page': async (make) => {
    const lab = await make(PERSONAS.tunnel);
    const page = await lab.ask('/system_stats');
    const right = await lab.ask('/system_stats', {
      headers: { 'ngrok-skip-browser-warning': '1' },
    });
    return (
      page.status === 200 &&
      String(page.headers['content-type']).startsWith('text/html') &&
      typeof jsonIn(right) === 'object' &&
      (await handshake(lab, {})) === 101
    );
  },
  'R27-html': async (make) => {
    const lab = await make(PERSONAS.otherProgram);
    const got = await lab.ask('/system_stats');
    return got.status === 200 && got.text.startsWith('<!doctype html>');
  },
  'R29-recorded': async (make) => {
    const lab = await make(PERSONAS.cors);
    await lab.ask('/system_stats', { headers: { 'X-Mine': 'a' } });
    await lab.socket();
    await lab.post('/history', { delete: ['x'] });
    await lab.post('/prompt', { prompt: nativeGraph('none.png') });
    const told = lab.comfy.asked.map(({ method, url, isSocket, status: code }) => [
      method,
      url,
      isSocket,
      code,
    ]);
    return (
      lab.comfy.asked[0]?.headers['x-mine'] === 'a' &&
      lab.comfy.asked[2]?.body === '{"delete":["x"]}' &&
      same(told, [
        ['GET', '/system_stats', false, 200],
        ['GET', '/ws?clientId=witness', true, 101],
        ['POST', '/history', false, 200],
        ['POST', '/prompt', false, 400],
      ])
    );
  },
};
