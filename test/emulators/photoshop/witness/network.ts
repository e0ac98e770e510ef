import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_MANIFEST, type Manifest } from '../manifest';
import { same, type Witness, type Witnesses } from './witness';

const ASKS = `
const asks = (url, body, more) => new Promise((resolve) => {
  const request = new XMLHttpRequest();
  request.responseType = 'arraybuffer';
  const told = { loaded: 0 };
  request.onprogress = ({ loaded }) => { told.loaded = loaded; };
  request.onload = () => resolve([request.status, request.responseURL, told.loaded, request.response.byteLength]);
  request.onerror = (event) => resolve(Object.keys(event));
  request.onabort = () => resolve('aborted');
  request.open(body === undefined ? 'GET' : 'POST', url);
  request.setRequestHeader('X-Line', 'a');
  request.send(body);
  more?.(request);
});`;

interface Site {
  readonly url: string;
  readonly asked: readonly IncomingMessage[];
}

/** Runs a witness beside a server: `/to` sends on to `/there`, `/never` does not answer. */
function withSite(
  work: (site: Site, ...parameters: Parameters<Witness>) => Promise<boolean>,
): Witness {
  return async (make) => {
    const asked: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      asked.push(request);
      if (request.url === '/never') return;
      if (request.url === '/to') response.writeHead(302, { Location: '/there' });
      response.end('four');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      return await work({ url: `http://127.0.0.1:${port}`, asked }, make);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };
}

const ALL = permitted('all');

function permitted(domains: readonly string[] | 'all'): { readonly manifest: Manifest } {
  const { requiredPermissions } = DEFAULT_MANIFEST;
  return {
    manifest: {
      ...DEFAULT_MANIFEST,
      requiredPermissions: { ...requiredPermissions, network: { domains } },
    },
  };
}

export const NETWORK: Witnesses = {
  N1: withSite(async ({ url, asked }, make) => {
    const script = `${ASKS} return asks('${url}/x')`;
    const refused = await make().run(script);
    const elsewhere = await make(permitted(['http://127.0.0.1:1'])).run(script);
    return same([refused, elsewhere], [['type'], ['type']]) && asked.length === 0;
  }),
  N2: withSite(async ({ url, asked }, make) => {
    await make(ALL).run(`${ASKS} return asks('${url}/x')`);
    const { headers } = asked[0]!;
    return headers.origin === 'file://' && headers['sec-fetch-site'] === undefined;
  }),
  N3: withSite(async ({ url, asked }, make) => {
    const got = await make(ALL).run(`${ASKS} return asks('${url}/to')`);
    return (
      same(got, [200, `${url}/there`, 4, 4]) &&
      same(
        asked.map(({ headers }) => headers['x-line']),
        ['a', 'a'],
      )
    );
  }),
  N4: withSite(async ({ url }, make) => {
    const got = await make(ALL).run(`${ASKS}
      return [await fails(() => asks('${url}/x', new Uint8Array(3))), (await asks('${url}/x', new ArrayBuffer(3)))[0]]`);
    return same(got, [true, 200]);
  }),
  N5: withSite(async ({ url }, make) => {
    const got = await make(ALL).run(`${ASKS}
      const progress = (await asks('${url}/x'))[2];
      if (progress === 0) return null;
      return [progress, await asks('${url}/never', undefined, (request) => request.abort())]`);
    return same(got, [4, 'aborted']);
  }),
  N6: withSite(async ({ url }, make) => {
    const got = await make(ALL).run(
      `return fails(() => new WebSocket('${url.replace('http', 'ws')}', { headers: { 'X-Line': 'a' } }))`,
    );
    return got === true;
  }),
};
