import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import {
  runDone,
  runEvent,
  runFailed,
  runStarted,
  variantsDone,
} from '../../../panel/store/actions';
import { adjustedAs } from '../../../panel/store/adjusting';
import { recommended } from '../../../panel/store/library';
import * as library from '../../../panel/store/library-actions';
import { NO_MODELS, withModel } from '../../../panel/store/models';
import type { KeptSummary } from '../../../panel/store/kept';
import type { PanelState } from '../../../panel/store/panel-state';
import { formatFor } from '../../../panel/strings/format';
import { LANGUAGES, type Language } from '../../../panel/strings/language';
import { stringsFor } from '../../../panel/strings/strings';
import { adjustView } from '../../../panel/views/adjust';
import { newsOf } from '../../../panel/views/news';
import { panelView } from '../../../panel/views/panel';
import { statusView } from '../../../panel/views/run-status';
import type { PanelActions, View } from '../../../panel/views/view-input';
import { DocumentError, ModelError, packError } from '../../../src/core/errors';
import { rect } from '../../../src/core/geometry';
import { NO_ADJUSTMENT } from '../../../src/restore/adjust/adjustment';
import { forecastThat, readyForSupir } from '../stories/forecast';
import { summaryOf } from '../stories/kept';
import { loraFile, modelsOf, open, sdxlFile } from '../stories/models';
import { BEGUN } from '../stories/taken-run';
import { ownPreset } from '../settings/presets';
import { controlsOf, type MarkedControl } from './spoken-markup';
import { templateText } from './template-text';

type Step = (state: PanelState) => PanelState;

function viewOf(state: PanelState): View {
  return {
    state,
    t: stringsFor(state.language),
    f: formatFor(state.language),
    act: { pasteText: null, promptPresets: { importPasted: null } } as PanelActions,
    nowMs: 0,
    wallClockMs: 1000,
    version: '',
  };
}

const after = (state: PanelState, ...steps: readonly Step[]): PanelState =>
  steps.reduce((before, step) => step(before), state);

const EMPTY: PanelState = { ...readyForSupir(), models: NO_MODELS };
const SUPIR = recommended(EMPTY.library, 'supir')!;
const SDXL = recommended(EMPTY.library, 'sdxl')!;
const OTHER = recommended({ ...EMPTY.library, way: 'lightning' }, 'sdxl')!;

const ABLE: Step = library.libraryOpened(
  { download: true, saveAs: true, keep: true },
  EMPTY.library.table,
);
const running = (name: string, doneBytes: number): Step =>
  library.downloadMoved({
    name,
    phase: 'running',
    doneBytes,
    totalBytes: 100,
    beganAgain: false,
    waitsUntilMs: null,
    startedAtMs: 0,
    startBytes: 0,
  });
const stopped = (name: string, error: Error | null = null): Step =>
  library.downloadMoved({
    name,
    phase: 'stopped',
    doneBytes: 50,
    totalBytes: 100,
    error: error && packError(error),
  });
const terms = (name: string): Step => library.downloadMoved({ name, phase: 'terms' });

const refusal = packError(new ModelError({ code: 'model-is-vae', message: 'm', hint: 'h' }));
const refused: Step = (state) => ({
  ...state,
  models: {
    ...state.models,
    refused: ['a', 'b'].map((name) => ({ name: `${name}.safetensors`, error: refusal })),
  },
});
const keptFiles: Step = library.keptFilesListed(
  ['one', 'two'].map((id) => ({ id, name: `${id}.safetensors`, byteLength: 4, sha256: '' })),
);
const hostFiles: Step = (state) => ({
  ...state,
  hostFiles: {
    known: ['c', 'd'].map((id) => ({ id, name: `${id}.safetensors`, size: 4 })),
    importing: null,
  },
});

/** What there is at most once the model files are there: results, presets, cards, the plan. */
const atWork: Step = (state) => {
  const kept = summaryOf({ id: 'kept', keptAtMs: 2 });
  const { size } = kept;
  const pair = { before: null!, after: null!, size, focus: rect(0, 0, size.width, size.height) };
  const adjusting = adjustedAs('kept', { documentId: 'doc-1', layerId: 'l' }, NO_ADJUSTMENT);
  const own = ownPreset(1, 'Mine');
  return {
    ...state,
    settings: {
      ...state.settings,
      promptPreset: own.id,
      prompt: 'edited',
      seed: 7,
      vaeTiles: 'size',
      samplerTiles: 'size',
    },
    plan: { state: 'known', forecast: forecastThat('too-large') },
    promptPresets: {
      ...state.promptPresets,
      own: [own],
      news: { what: 'deleted', preset: own, at: 0 },
      failed: refusal,
    },
    models: { ...withModel(modelsOf('Q', false), open(loraFile())), refused: state.models.refused },
    outcome: { ...kept, totalMs: 1, compare: pair, adjusting },
    kept: [
      kept,
      summaryOf({ id: 'older' }),
      summaryOf({ id: 'lost', placed: 'waiting', documentId: 'doc-2', documentName: 'x.psd' }),
    ],
    unfinished: [BEGUN],
  };
};

const PANELS: readonly (readonly [string, PanelState])[] = [
  ['nothing is there yet', after(EMPTY, ABLE)],
  ['both terms are open', after(EMPTY, ABLE, terms(SUPIR.name), terms(SDXL.name))],
  [
    'three downloads run',
    after(EMPTY, ABLE, ...[SUPIR, SDXL, OTHER].map(({ name }) => running(name, 5))),
  ],
  [
    'three downloads were stopped, and files were refused',
    after(EMPTY, ABLE, refused, ...[SUPIR, SDXL, OTHER].map(({ name }) => stopped(name))),
  ],
  ['no file can be fetched', after(EMPTY, refused, keptFiles, hostFiles)],
  ['all is there', after(EMPTY, ABLE, refused, keptFiles, hostFiles, atWork)],
  [
    'a run has failed',
    after(EMPTY, ABLE, keptFiles, atWork, runFailed(packError(new Error('no')), { does: 'run' })),
  ],
  [
    'the fast restorer is chosen',
    { ...EMPTY, settings: { ...DEFAULT_SETTINGS, restorer: 'fast' } },
  ],
  ['the pages behind are open', { ...EMPTY, page: 'diagnostics' }],
];

describe.each(LANGUAGES)('in %s, where', (language) => {
  it.each(PANELS)('%s, each control has a name that tells it from the others', (_, state) => {
    const controls = controlsOf(templateText(panelView(viewOf({ ...state, language }))));
    expect(controls.length).toBeGreaterThan(9);
    expect(controls.filter(({ name }) => name === '')).toEqual([]);
    const spoken = ({ tag, name, within }: MarkedControl): string =>
      [...within, `${tag} ${name}`].join(' › ');
    const names = controls.map(spoken);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

const said = (state: PanelState): readonly string[] =>
  newsOf(viewOf(state)).map(({ text }) => text);

describe('beside a run is said', () => {
  it('that a download goes on, each quarter of it, that it was stopped, and that the file is there', () => {
    const { title, name } = SUPIR;
    expect(said(after(EMPTY, terms(name)))).toEqual([]);
    const first = said(after(EMPTY, running(name, 5)));
    expect(first).toEqual([`Downloading ${title}`]);
    expect(said(after(EMPTY, running(name, 24)))).toEqual(first);
    expect(said(after(EMPTY, running(name, 25)))).toEqual([`Downloading ${title}, 25%`]);
    expect(said(after(EMPTY, running(name, 49)))).toEqual([`Downloading ${title}, 25%`]);
    const [still = ''] = said(after(EMPTY, stopped(name)));
    expect(still.startsWith(`${title}, Stopped.`)).toBe(true);
    const there = { ...EMPTY, models: withModel(NO_MODELS, open(sdxlFile())) };
    expect(said(there)).toEqual(['Base model, base.safetensors']);
  });

  it('nothing of a download that failed: it is an alert where it is', () => {
    const failed = after(EMPTY, ABLE, stopped(SUPIR.name, new Error('no')));
    expect(said(failed)).toEqual([]);
    expect(templateText(panelView(viewOf(failed)))).toMatch(/class="need-error" role="alert"/);
  });

  it('what is found out about a file, and that the browser keeps it', () => {
    const held = open(sdxlFile());
    if (held.access !== 'open') throw new TypeError('It is open.');
    const models = withModel(NO_MODELS, { ...held, kept: 'one' });
    const verdict = { kind: 'genuine', name: SDXL.name, title: SDXL.title } as const;
    const known: PanelState = {
      ...EMPTY,
      models,
      library: { ...EMPTY.library, verdicts: [{ file: held.file, verdict }] },
    };
    expect(said(known)).toEqual([
      'Base model, base.safetensors, Kept in this browser',
      `Genuine: ${SDXL.title}`,
    ]);
  });

  it('what waits for the person, once nothing runs', () => {
    const waits = { ...EMPTY, unfinished: [BEGUN] };
    expect(said(waits)).toEqual(['An unfinished run. 3 of 8 steps are done for “photo.psd”.']);
    expect(said(runStarted('supir', 0)(waits))).toEqual([]);
    expect(said(runDone({ isInserted: true, aside: 0 })(waits))).toEqual([]);
  });
});

describe('of a run is said', () => {
  const status = (state: PanelState): string =>
    templateText(statusView(viewOf(state)))
      .replace(/<[^>]*>/g, '')
      .trim();
  const sampling = (done: number): Step =>
    runEvent({ type: 'part', part: 'sample', done, total: 8 }, 1);

  it('each quarter, and which variant it is about', () => {
    const begun = after(
      readyForSupir(),
      runStarted('supir', 0),
      runEvent({ type: 'stage', stage: 'restore' }, 0),
    );
    expect(status(after(begun, sampling(1)))).toBe('Restoring…');
    expect(status(after(begun, sampling(2)))).toBe('Restoring, 25%');
    expect(status(after(begun, sampling(3)))).toBe('Restoring, 25%');
    const second = after(begun, variantsDone(1, 2), sampling(0));
    expect(status(second)).toBe('Variant 2 of 2 · Restoring, 50%');
  });

  it('why it failed, and the way out', () => {
    const error = new DocumentError({
      code: 'document-gone',
      message: 'It is gone.',
      hint: 'Open it.',
    });
    expect(status(runFailed(packError(error))(EMPTY))).toBe('It is gone. Open it.');
  });
});

describe('how far a mask grows', () => {
  const old = summaryOf({ id: 'one', region: rect(2, 5, 12, 8) });
  const adjusting = adjustedAs('one', null, NO_ADJUSTMENT);
  const marked = (summary: KeptSummary, language: Language): string =>
    templateText(adjustView(viewOf({ ...EMPTY, language, kept: [summary] }), adjusting));

  it.each(LANGUAGES)('is said of a result of an older version, in %s', (language) => {
    const text = marked(old, language);
    const [, line] = /<p [^>]*id="adjust-room">([^<]*)</.exec(text) ?? [];
    expect(line).toBe(stringsFor(language).adjust.room);
    const described = text.match(/<sp-number-field[^>]*aria-describedby="adjust-room"/g) ?? [];
    expect(described).toHaveLength(1);
    expect(described[0]).toContain('id="adjust-grow"');
  });

  it.each([
    ['that has room', { restored: rect(0, 0, 46, 45) }],
    ['of the whole canvas', { region: rect(0, 0, 64, 48), canvas: { width: 64, height: 48 } }],
  ])('is not said of one %s', (_name, change) => {
    expect(marked({ ...old, ...change }, 'en')).not.toContain('adjust-room');
  });
});

describe('while a result is adjusted', () => {
  const layer = { documentId: 'doc-1', layerId: 'l' };
  const live = (adjusting: ReturnType<typeof adjustedAs>): string =>
    /role="status">([^<]*)</.exec(templateText(adjustView(viewOf(EMPTY), adjusting)))?.[1] ?? '';

  it('the steps of a slider are not told one by one', () => {
    const neutral = adjustedAs('one', layer, NO_ADJUSTMENT);
    expect(live(neutral)).toBe('The layer shows this.');
    const moved = { ...neutral, adjustment: { ...NO_ADJUSTMENT, strength: 0.9 } };
    const told = live(moved);
    expect(told).toBe('The layer in the document does not show this yet.');
    expect(live({ ...moved, pending: true })).toBe(told);
    expect(live({ ...moved, applying: true })).toBe('Applying…');
  });
});
