import { explainSilence, type PageFacts } from '../../../src/comfyui/explain-silence';
import { parseAddress } from '../../../src/comfyui/address';
import { ServerError, packError } from '../../../src/core/errors';
import { changeSettings, runEvent, runFailed, runStarted } from '../../../panel/store/actions';
import type { PanelState } from '../../../panel/store/panel-state';
import { serverState } from '../../../panel/store/server';
import {
  addressTyped,
  headersChanged,
  privacyAccepted,
  relayLookedFor,
  routeChosen,
  serverChanged,
  serverHeard,
  serverRunOver,
  serverStopped,
  serverStopping,
  serverTested,
} from '../../../panel/store/server-actions';
import { formatFor } from '../../../panel/strings/format';
import { stringsFor } from '../../../panel/strings/strings';
import { remainingText } from '../../../panel/views/progress';
import {
  sentCard,
  serverNotes,
  serverProgress,
  serverWays,
  stoppingNote,
} from '../../../panel/views/server/server-run';
import { serverSection } from '../../../panel/views/server/server-section';
import type { PanelActions, View } from '../../../panel/views/view-input';
import { readyForSupir } from '../stories/forecast';
import { templateText } from './template-text';

type Step = (state: PanelState) => PanelState;

const ADDRESS = 'http://127.0.0.1:8188';
const CHOSEN: readonly Step[] = [
  (state) => ({ ...state, language: 'en' }),
  changeSettings({ restorer: 'remote' }),
  addressTyped(ADDRESS),
];

function viewOf(...steps: Step[]): View {
  const state = [...CHOSEN, ...steps].reduce((before, next) => next(before), readyForSupir());
  return {
    state,
    t: stringsFor(state.language),
    f: formatFor(state.language),
    act: { pasteText: null } as PanelActions,
    nowMs: 0,
    wallClockMs: 0,
    version: '',
  };
}

const HERE: PageFacts = {
  origin: 'http://localhost:8780',
  browser: 'chromium',
  isInPhotopea: false,
  hasPlugin: false,
  localAccess: 'granted',
};
const HTTPS: PageFacts = { ...HERE, origin: 'https://panel.example', localAccess: 'prompt' };

function blocked(address: string, page: PageFacts, knocked: boolean, ...steps: Step[]): string {
  const silence = { knocked, socketOpens: false };
  const obstacle = explainSilence(parseAddress(address), page, silence);
  const tested = serverTested({ state: 'tested', outcome: { outcome: 'blocked', obstacle } });
  return templateText(serverSection(viewOf(addressTyped(address), tested, ...steps)));
}

describe('Test connection', () => {
  const LAN = 'http://192.168.1.2:8188';
  const ISOLATED: PageFacts = { ...HERE, isIsolated: true };
  const FLAG = '--enable-cors-header';

  /** `flags`: exactly what stands in the panel to be copied; null: none helps. */
  it.each([
    ['A', ADDRESS, HERE, true, `${FLAG} http://localhost:8780`, 'refuses this page'],
    ['A', ADDRESS, ISOLATED, false, `${FLAG} http://localhost:8780`, 'If ComfyUI runs there'],
    ['B', LAN, HERE, true, `${FLAG} http://localhost:8780 --listen`, 'everybody in its network'],
    ['C', ADDRESS, HTTPS, false, `${FLAG} https://panel.example`, 'site settings'],
    ['C', ADDRESS, { ...HTTPS, browser: 'safari' }, false, null, 'npm start'],
    ['D', LAN, HTTPS, false, `${FLAG} https://panel.example --listen`, 'site settings'],
    ['D', LAN, { ...HTTPS, browser: 'firefox' }, false, null, 'https address'],
    ['E', 'https://comfy.example', HTTPS, true, `${FLAG} https://panel.example`, 'refuses'],
    ['F', ADDRESS, { ...HTTPS, isInPhotopea: true }, false, null, 'npm start'],
    ['G', ADDRESS, { ...HERE, isInPhotopea: true }, true, `${FLAG} http://localhost:8780`, 'refus'],
    ['H', ADDRESS, { ...HERE, origin: 'null' }, true, `${FLAG} null`, 'no address of its own'],
  ] as const)('row %s: %s', (row, address, page, knocked, flags, words) => {
    const text = blocked(address, page, knocked);
    expect(text).toContain(`data-row="${row}"`);
    expect(text).toContain(words);
    expect(/id="server-flags"[^>]*>([^<]*)</.exec(text)?.[1] ?? null).toBe(flags);
    expect(text).not.toMatch(/data-way="plugin"/);
    expect(text).not.toContain('id="server-use-relay"');
  });

  it('offers the relay where the page has one, until it is taken', () => {
    const silence = { knocked: false, socketOpens: false };
    const obstacle = explainSilence(parseAddress(ADDRESS), HERE, silence);
    const tested = serverTested({ state: 'tested', outcome: { outcome: 'blocked', obstacle } });
    const drawn = (...steps: Step[]): string => templateText(serverSection(viewOf(...steps)));
    const without = drawn(tested);
    expect(without).toContain('data-way="relay"');
    expect(without).toContain('Start the panel on this computer with npm start');
    const offered = drawn(relayLookedFor(true), tested);
    expect(offered).toContain('id="server-use-relay"');
    expect(offered).not.toContain('id="server-relayed"');
    const taken = drawn(relayLookedFor(true), routeChosen('relay'), tested);
    expect(taken).not.toContain('data-way="relay"');
    expect(taken).toContain('id="server-relayed"');
    expect(taken).toContain('id="server-direct"');
  });

  it('names the way of the plugin in Photoshop, and not what a page without one would be told', () => {
    const page = { ...HERE, origin: 'null', hasPlugin: true };
    const inPhotoshop: Step = (state) => ({ ...state, host: { ...state.host, kind: 'photoshop' } });
    expect(blocked(ADDRESS, page, true, inPhotoshop)).toContain('data-way="plugin"');
    expect(blocked(ADDRESS, page, false, inPhotoshop)).toContain('Nothing answers');
  });

  it('says that of several ways one helps, and nothing of the kind where there is one', () => {
    const title = 'One of these helps';
    expect(blocked(ADDRESS, HERE, true)).toContain(title);
    const http = { ...HERE, origin: 'http://panel.example' };
    expect(blocked(ADDRESS, http, false)).not.toContain(title);
  });

  it('says what it may be where nothing answers', () => {
    expect(blocked(ADDRESS, HERE, false)).toContain(`Nothing answers at ${ADDRESS}`);
  });
});

test('who has typed no address is told where it is to be read', () => {
  const help = /id="server-address-help" \?hidden="(\w+)"/;
  expect(help.exec(templateText(serverSection(viewOf(addressTyped('')))))?.[1]).toBe('false');
  expect(help.exec(templateText(serverSection(viewOf())))?.[1]).toBe('true');
});

test('what the server does otherwise stands there from the test on, also in the next visit', () => {
  const nodes = serverChanged({ nodes: { graph: 'native', optional: ['CFGOverride'] } });
  const drawn = (...steps: Step[]): string =>
    templateText(serverSection(viewOf(changeSettings({ sampler: 'edm', churn: 5 }), ...steps)));
  expect(drawn()).not.toContain('data-omission="churn"');
  expect(drawn(nodes)).toContain('data-omission="churn"');
  expect(drawn(nodes)).not.toContain('data-omission="result-depth"');
  const fine: Step = (state) => {
    const { snapshot } = state;
    if (snapshot?.document == null) throw new Error('nothing is open');
    return { ...state, snapshot: { ...snapshot, document: { ...snapshot.document, depth: 16 } } };
  };
  expect(drawn(nodes, fine)).toContain('data-omission="result-depth"');
  // Another address is another server.
  expect(drawn(nodes, addressTyped('http://127.0.0.1:9'))).not.toContain('data-omission');
});

describe('a run of an earlier visit', () => {
  const sent = { id: 'run', seed: 3, digest: 'a'.repeat(64), origin: ADDRESS };
  const earlier: Step = (state) => ({
    ...state,
    server: serverState({ ...state.server.settings, sent }),
  });

  it('is told of where Upscale would find it, until it is dismissed', () => {
    const card = (...steps: Step[]): string => templateText(sentCard(viewOf(earlier, ...steps)));
    expect(card()).toContain(ADDRESS);
    expect(card(changeSettings({ restorer: 'fast' }))).toBe('');
    expect(card(addressTyped('http://127.0.0.1:9'))).toBe('');
    expect(card(serverRunOver)).toBe('');
  });
});

test('values of header lines are never drawn', () => {
  const text = templateText(
    serverSection(viewOf(headersChanged([{ name: 'X-Key', value: 'do-not-tell' }]))),
  );
  expect(text).toContain('X-Key: ••••••••');
  expect(text).not.toContain('do-not-tell');
});

test('what leaves the computer stands there until it is allowed, for each origin anew', () => {
  const files = serverChanged({ supir: 'SUPIR-v0Q.safetensors' });
  const before = templateText(serverSection(viewOf(files)));
  expect(before).toContain('id="server-privacy"');
  expect(before).toContain(`Allow this for ${ADDRESS}`);
  const allowed = templateText(serverSection(viewOf(files, privacyAccepted(ADDRESS))));
  expect(allowed).not.toContain('id="server-privacy"');
  const other = viewOf(privacyAccepted(ADDRESS), addressTyped('http://127.0.0.1:9'), files);
  expect(templateText(serverSection(other))).toContain('Allow this for http://127.0.0.1:9');
});

describe('while a run goes on', () => {
  const RUNNING = [
    runStarted('remote', 0),
    runEvent({ type: 'stage', stage: 'restore' }, 0),
  ] as const;

  function running(...steps: Step[]) {
    const view = viewOf(...RUNNING, ...steps);
    const { run } = view.state;
    if (run.state !== 'running') throw new Error('nothing runs');
    return { view, run };
  }

  it('tells the place in the queue, and no longer once it has begun', () => {
    const waits = running(serverHeard({ type: 'waiting', ahead: 2 }));
    expect(serverProgress(waits.view, waits.run)).toBe('Waiting on the server: 2 before yours');
    const next = running(serverHeard({ type: 'waiting', ahead: 0 }));
    expect(serverProgress(next.view, next.run)).toBe('Waiting on the server: yours is next');
    const begun = running(
      serverHeard({ type: 'waiting', ahead: 2 }),
      serverHeard({ type: 'started' }),
    );
    expect(serverProgress(begun.view, begun.run)).toBeNull();
  });

  it('tells that the server is silent, and no longer once it is heard', () => {
    const lost = running(serverHeard({ type: 'connection', state: 'lost' }));
    expect(templateText(serverNotes(lost.view))).toContain('data-server-note="lost"');
    const back = running(
      serverHeard({ type: 'connection', state: 'lost' }),
      serverHeard({ type: 'connection', state: 'socket' }),
    );
    expect(templateText(serverNotes(back.view))).not.toContain('data-server-note');
  });

  it('tells that the server goes on with a run that was called off, and that it may', () => {
    const note = (...steps: Step[]) => templateText(stoppingNote(viewOf(...steps)));
    expect(note(serverStopping('a', 'waiting'))).toContain('Waiting for the server to stop');
    expect(note(serverStopping('a', 'unknown'))).toContain('may go on there');
    // The end of another one is none of this one.
    expect(note(serverStopping('a', 'waiting'), serverStopped('b'))).toContain('Waiting');
    expect(note(serverStopping('a', 'waiting'), serverStopped('a'))).not.toContain('<p');
  });

  it('knows the time that is left by what earlier runs took there', () => {
    const { view, run } = running(
      serverChanged({ speeds: [{ shape: 'S', stepMs: 6000 }] }),
      serverHeard({
        type: 'server',
        version: null,
        device: null,
        graph: 'native',
        shape: 'S',
        omissions: [],
      }),
      runEvent({ type: 'part', part: 'sample', done: 0, total: 20 }, 0),
    );
    expect(remainingText(view, run)).toBe('about 2 minutes left');
  });
});

test.each([
  ['auto', 1024, 256],
  ['off', 1024, 1024],
  ['size', 768, 512],
  ['size', 256, null],
] as const)(
  'out of memory with tiles %s of %s: offers %s',
  (samplerTiles, samplerTile, offered) => {
    const error = new ServerError({ code: 'comfy-out-of-memory', message: 'M', hint: 'H' });
    const view = viewOf(
      changeSettings({ samplerTiles, samplerTile }),
      runStarted('remote', 0),
      runFailed(packError(error)),
    );
    const text = templateText(serverWays(view));
    if (offered === null) expect(text).toBe('');
    else expect(text).toContain(`data-tile="${offered}"`);
    expect(text.includes('Set now: 768 × 768.')).toBe(offered === 512);
  },
);
