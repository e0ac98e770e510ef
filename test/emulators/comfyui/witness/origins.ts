import { listen } from './ear';
import type { Lab } from './lab';
import { same, type Witness, type Witnesses } from './witness';

const PANEL = 'http://localhost:8780';
const CROSS_SITE = { 'Sec-Fetch-Site': 'cross-site' };

async function status(
  lab: Lab,
  headers: Readonly<Record<string, string>>,
  path = '/system_stats',
): Promise<number> {
  const got = await lab.ask(path, { headers });
  return got.status;
}

/** The status that a handshake is refused with; 101: it is not. */
async function handshake(lab: Lab, headers: Readonly<Record<string, string>>): Promise<number> {
  try {
    const ear = await listen(lab.comfy.url, 'origin', { headers });
    ear.close();
    return 101;
  } catch (error) {
    return Number(/\d{3}/.exec(String(error))?.[0]);
  }
}

function corsOf(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(headers).filter(([name]) => name.startsWith('access-control-'));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const crossSite: Witness = async (make) => {
  const lab = await make();
  const old = await make({ version: '0.18.0' });
  const refused = await lab.ask('/system_stats', { headers: CROSS_SITE });
  return (
    refused.status === 403 &&
    refused.text === '' &&
    (await status(lab, { 'Sec-Fetch-Site': 'same-site' })) === 200 &&
    (await status(old, CROSS_SITE)) === 200
  );
};

const hostOrigin: Witness = async (make) => {
  const lab = await make();
  const { port } = lab.comfy;
  const of = (Host: string, Origin: string): Promise<number> => status(lab, { Host, Origin });
  return same(
    [
      await of(`127.0.0.1:${port}`, PANEL),
      await of(`localhost:${port}`, PANEL),
      await of(`[::1]:${port}`, PANEL),
      await of('localhost', 'http://localhost:9000'),
      await of(`localhost:${port}`, 'http://localhost'),
      await of(`127.0.0.1:${port}`, `http://127.0.0.1:${port}`),
      await of(`192.168.1.20:${port}`, PANEL),
      await of(`comfy.example:${port}`, PANEL),
      await status(lab, { Host: `127.0.0.1:${port}` }),
    ],
    [403, 403, 403, 200, 200, 200, 200, 200, 200],
  );
};

export const ORIGINS: Witnesses = {
  'R1-cross-site': crossSite,
  'R1-host-origin': hostOrigin,
  'R1-null-origin': async (make) => (await status(await make(), { Origin: 'null' })) === 200,
  'R1-socket': async (make) => {
    const lab = await make();
    return same(
      [
        await handshake(lab, { Origin: PANEL }),
        await handshake(lab, CROSS_SITE),
        await handshake(lab, { Origin: 'null' }),
        await handshake(lab, {}),
      ],
      [403, 403, 101, 101],
    );
  },
  'R1-cors-lifts': async (make) => {
    const lab = await make({ cors: PANEL });
    return same(
      [
        await status(lab, { Origin: 'https://other.example', ...CROSS_SITE }),
        await handshake(lab, { Origin: 'https://other.example', ...CROSS_SITE }),
      ],
      [200, 101],
    );
  },
  'R1-options': async (make) => {
    const lab = await make();
    const got = await lab.ask('/nowhere', { method: 'OPTIONS' });
    const foreign = await lab.ask('/prompt', { method: 'OPTIONS', headers: { Origin: PANEL } });
    return got.status === 200 && same(corsOf(got.headers), {}) && foreign.status === 403;
  },
  'R2-headers': async (make) => {
    const lab = await make({ cors: PANEL });
    const expected = {
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'Content-Type, Authorization',
      'access-control-allow-methods': 'POST, GET, DELETE, PUT, OPTIONS, PATCH',
      'access-control-allow-origin': PANEL,
    };
    const answers = [
      await lab.ask('/system_stats'),
      await lab.ask('/prompt', { method: 'OPTIONS' }),
      await lab.ask('/view?filename=none.png'),
      await lab.post('/prompt', {}),
    ];
    return answers.every(({ headers }) => same(corsOf(headers), expected) && !('vary' in headers));
  },
  'R2-raised-bare': async (make) => {
    const lab = await make({ cors: PANEL, maxUpload: 0.001 });
    const answers = [
      await lab.ask('/nowhere'),
      await lab.ask('/system_stats', { method: 'DELETE' }),
      await lab.post('/prompt', 'no JSON'),
      await lab.post('/prompt', 'x'.repeat(5000)),
    ];
    const statuses = answers.map((got) => got.status);
    return (
      same(statuses, [404, 405, 500, 413]) &&
      answers.every(({ headers }) => same(corsOf(headers), {}))
    );
  },
};

export { handshake, status };
