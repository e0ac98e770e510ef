import { DEFAULT_SETTINGS, type Settings } from '../../../panel/settings/settings';
import { runStarted, snapshotTaken } from '../../../panel/store/actions';
import type { KeptSummary } from '../../../panel/store/kept';
import { initialState, type PanelState } from '../../../panel/store/panel-state';
import { otherResults, searchable } from '../../../panel/store/other-results';
import { chosenResult, comparable, documentResults } from '../../../panel/store/results';
import { formatFor } from '../../../panel/strings/format';
import { LANGUAGES, type Language } from '../../../panel/strings/language';
import { stringsFor } from '../../../panel/strings/strings';
import { neighbour } from '../../../panel/views/results/neighbour';
import { otherResultsSection } from '../../../panel/views/results/other-results';
import { nameOf } from '../../../panel/views/results/result-words';
import { resultsSection } from '../../../panel/views/results/results-section';
import type { PanelActions, View } from '../../../panel/views/view-input';
import { NOTHING_OPEN, openDocument } from '../stories/fake-host';
import { NO_ADJUSTMENT } from '../../../src/restore/adjust/adjustment';
import { summaryOf, supirReport } from '../stories/kept';
import { templateText } from './template-text';

const OLD = summaryOf({ id: 'old', keptAtMs: 1 });
const NEW = summaryOf({ id: 'new', keptAtMs: 2, placed: 'aside' });

function stateWith(kept: readonly KeptSummary[], change: Partial<PanelState> = {}): PanelState {
  const state = initialState({
    settings: DEFAULT_SETTINGS,
    language: 'en',
    dark: false,
    developer: false,
    host: { kind: 'standalone', description: '', modes: ['in-place'] },
  });
  const open = snapshotTaken(openDocument(), ['in-place'])(state);
  return { ...open, kept, ...change };
}

function shown(state: PanelState): string {
  return templateText(resultsSection(viewOf(state)));
}

function others(state: PanelState): string {
  return templateText(otherResultsSection(viewOf(state)));
}

function viewOf(state: PanelState): View {
  return {
    state,
    t: stringsFor(state.language),
    f: formatFor(state.language),
    act: { pasteText: null } as PanelActions,
    nowMs: 0,
    wallClockMs: 61_000,
    version: '',
  };
}

describe('the results of a document', () => {
  it('are those of its name and canvas, or of the canvas that they make', () => {
    const elsewhere = { width: 10, height: 10 };
    const enlarged = { mode: 'enlarge', canvas: { width: 32, height: 24 } } as const;
    const all = [
      OLD,
      summaryOf({ id: 'name', documentName: 'other.psd' }),
      summaryOf({ id: 'host', host: 'photopea' }),
      summaryOf({ id: 'canvas', canvas: elsewhere }),
      summaryOf({ id: 'enlarged', ...enlarged }),
      summaryOf({ id: 'not enlarged', canvas: enlarged.canvas }),
      summaryOf({ id: 'reopened', documentId: 'doc-9' }),
    ];
    const ids = documentResults(stateWith(all)).map(({ id }) => id);
    expect(ids).toEqual(['old', 'enlarged', 'reopened']);
    expect(documentResults(stateWith(all, { snapshot: NOTHING_OPEN }))).toEqual([]);
  });

  it('have one that is chosen: the newest, until the person chooses', () => {
    const state = stateWith([NEW, OLD]);
    expect(chosenResult(state)).toBe(NEW);
    const chosen = (id: string): KeptSummary | null =>
      chosenResult({ ...state, results: { ...state.results, chosen: id } });
    expect(chosen('old')).toBe(OLD);
    expect(chosen('gone')).toBe(NEW);
  });

  it('can be compared where they cover a common part', () => {
    const touching = summaryOf({ id: 'touching', region: { x: 0, y: 0, width: 2, height: 9 } });
    const across = summaryOf({ id: 'across', region: { x: 0, y: 0, width: 9, height: 9 } });
    const unknown = summaryOf({ id: 'unknown', region: null });
    const state = stateWith([NEW, OLD, touching, across, unknown]);
    expect(comparable(state, NEW)).toEqual([OLD, across]);
    expect(comparable(state, unknown)).toEqual([]);
    // What enlarged the document is where it is now, not where it was.
    const enlarged = { mode: 'enlarge', canvas: { width: 32, height: 24 } } as const;
    const now = summaryOf({ id: 'enlarged', ...enlarged });
    const late = summaryOf({ id: 'late', region: { x: 20, y: 20, width: 9, height: 9 } });
    expect(comparable(stateWith([now, late, OLD]), now)).toEqual([late, OLD]);
    const before = { ...now, region: { x: 20, y: 16, width: 6, height: 6 } };
    expect(comparable(stateWith([before, late]), before)).toEqual([]);
  });
});

describe('the section', () => {
  it('is not there without results', () => {
    expect(shown(stateWith([]))).toBe('');
  });

  it('is a list box with one tab stop, whose options have names', () => {
    const text = shown(stateWith([NEW, OLD]));
    expect(text).toMatch(/role="listbox" aria-orientation="horizontal" aria-label="Results"/);
    expect(text.match(/tabindex="0"/g)).toHaveLength(1);
    expect(text).toMatch(
      /data-result="new" data-placed="aside" data-adjusted="false" data-stored="true" tabindex="0" aria-selected="true" aria-label="Seed 1234 \(2\), not inserted, 1 minute ago"/,
    );
    expect(text).toMatch(/data-result="old" .*?tabindex="-1" aria-selected="false"/);
    expect(text).toMatch(/SUPIR · 2× · 24 × 16 · 12 sec · 1 minute ago · WebGPU · NVIDIA/);
  });

  it('counts those that are called the same, the oldest first', () => {
    const fast = { ...supirReport(), restorer: 'fast', supir: null } as const;
    const all = [
      summaryOf({ id: 'd', keptAtMs: 4, report: fast }),
      summaryOf({ id: 'c', keptAtMs: 3, report: fast }),
      summaryOf({ id: 'b', keptAtMs: 2, report: supirReport({ stoppedAfter: 3 }) }),
      summaryOf({ id: 'a', keptAtMs: 1 }),
    ];
    const state = stateWith(all);
    const words = { state, t: stringsFor('en'), f: formatFor('en') };
    expect(all.map((one) => nameOf(words, one))).toEqual([
      'Fast 2× (2)',
      'Fast 2×',
      'Seed 1234, step 3',
      'Seed 1234',
    ]);
    const text = shown(state);
    expect(text.match(/class="results-number">\(2\)/g)).toHaveLength(1);
    // They are told apart where one is chosen to be compared with, too.
    expect(text).toContain('>Fast 2×</option>');
    expect(text).toMatch(/<option value="original" ?>/);
  });

  it('says by which settings it differs from what would be made now', () => {
    const settings = { ...DEFAULT_SETTINGS, prompt: 'a cup', steps: 8, vaeEncoderTile: 64 };
    const made = summaryOf({ settings: { ...settings, promptPreset: 'portrait', strength: 0.1 } });
    const same = { ...settings, promptPreset: 'portrait', variants: 3, cardMemory: 8 } as const;
    const text = (now: Settings, language: Language = 'en'): string =>
      shown(stateWith([made], { settings: now, language }));
    const words = 'Made with other settings: Prompt, Steps, Prompt preset.';
    expect(text({ ...same, prompt: '', steps: 9, promptPreset: null })).toContain(words);
    expect(text({ ...same, prompt: '', steps: 9 }, 'zh-CN')).toContain('：提示词、步数。');
    expect(text({ ...same, seed: 5, restorer: 'fast' })).toContain(': Engine, Seed.');
    // Both the chance that it was left to, and what came of that, make it again.
    for (const again of [same, { ...same, seed: 1234, restorer: 'supir' } as const]) {
      expect(text(again)).not.toContain('results-other-settings');
    }
  });

  it('says where nobody knows its settings', () => {
    const old = shown(stateWith([summaryOf({ settings: null })]));
    expect(old).toContain(stringsFor('en').results.settingsUnknown);
    expect(old).toMatch(/id="results-settings" [^>]*\?disabled="true"/);
  });

  it('says which are adjusted, and which cannot be', () => {
    const adjustment = { ...NO_ADJUSTMENT, grain: 0.5 };
    const text = shown(stateWith([summaryOf({ id: 'new', adjustment }), OLD]));
    expect(text).toMatch(
      /data-adjusted="true" .*?aria-label="Seed 1234 \(2\), inserted, adjusted, /,
    );
    expect(text.match(/data-kind="adjusted"/g)).toHaveLength(1);
    expect(text).toMatch(/24 × 16 · Adjusted · /);
    expect(text).not.toMatch(/results-not-adjustable/);
    const old = shown(stateWith([summaryOf({ region: null })]));
    expect(old).toMatch(/id="results-not-adjustable"/);
    expect(old).toMatch(/id="results-adjust" [^>]*\?disabled="true"/);
  });

  it.each(LANGUAGES)('says which go with the page, and the way out (%s)', (language) => {
    const { notStored, nothingStored } = stringsFor(language).results;
    const passing = { ...NEW, lasting: false } as const;
    const full = shown(stateWith([passing, OLD], { language }));
    expect(full).toContain(notStored);
    expect(full).toContain({ en: 'Delete older results', 'zh-CN': '请删除较旧的结果' }[language]);
    const refused = shown(stateWith([passing], { language }));
    expect(refused).toContain(nothingStored);
    expect(shown(stateWith([NEW, OLD], { language }))).not.toMatch(/results-not-stored/);
  });

  it.each(LANGUAGES)('marks each thumbnail that goes with the page, in %s', (language) => {
    const { unstored, placed, unstoredToo } = stringsFor(language).results;
    const passing = { ...NEW, lasting: false } as const;
    const more = { ...summaryOf({ id: 'more' }), lasting: false } as const;
    const text = shown(stateWith([passing, OLD, more], { language }));
    expect(text.match(/data-kind="unstored"/g)).toHaveLength(2);
    expect(text.split(`>${unstored}<`)).toHaveLength(3);
    expect(text).toContain(unstoredToo(placed.aside));
    expect(text).toContain(unstoredToo(placed.inserted));
    expect(text).toMatch(/data-result="old" [^>]*data-stored="true"/);
    const stored = shown(stateWith([NEW, OLD], { language }));
    expect(stored).not.toContain(unstored);
  });

  it.each([
    ['en', 'Seed 1234, step 3, not inserted', '1234, step 3<', 'Step 3 of 8'],
    ['zh-CN', '种子 1234，第 3 步，未插入', '1234，第 3 步<', '第 3 步，共 8 步'],
  ] as const)(
    'says of a result that was stopped early that it is one (%s)',
    (language, ...words) => {
      const half = { ...NEW, report: supirReport({ stoppedAfter: 3 }) };
      const text = shown(stateWith([half, OLD], { language }));
      for (const each of words) expect(text).toContain(each);
      expect(shown(stateWith([NEW, OLD], { language }))).not.toContain(words[2]);
    },
  );

  it('offers no work on the document while a run works on it', () => {
    const idle = stateWith([NEW]);
    expect(shown(idle)).toMatch(/id="results-insert"[^>]*disabled="false"/);
    for (const purpose of ['run', 'try', 'apply'] as const) {
      const busy = runStarted('fast', 0, purpose)(idle);
      expect(shown(busy)).toMatch(/id="results-insert"[^>]*disabled="true"/);
    }
  });

  it.each(LANGUAGES)('has words for everything in %s', (language) => {
    const text = shown(stateWith([NEW, OLD], { language }));
    expect(text).not.toMatch(/undefined|null|\[object/);
  });
});

describe('results of other documents', () => {
  const MARK = { layerId: 'layer-1', rect: { x: 0, y: 0, width: 9, height: 9 }, digest: 'ff' };
  const POSTER = summaryOf({ id: 'poster', documentName: 'poster.psd', mark: MARK });
  const FAR = summaryOf({ id: 'far', documentName: 'far.psd', canvas: { width: 9, height: 9 } });

  it('are all that are kept, of every editor, but this document’s', () => {
    const foreign = summaryOf({ id: 'foreign', host: 'photopea' });
    const state = stateWith([NEW, POSTER, FAR, foreign]);
    expect(otherResults(state)).toEqual([POSTER, FAR, foreign]);
    expect(otherResults({ ...state, snapshot: NOTHING_OPEN })).toEqual(state.kept);
    expect(otherResults({ ...state, snapshot: null })).toEqual([]);
    expect(searchable(state)).toEqual([POSTER]);
  });

  it('stand behind a fold, with their document in words', () => {
    const text = others(stateWith([NEW, POSTER, FAR]));
    expect(text).toMatch(/id="section-other-results"/);
    expect(text).toMatch(/role="listbox" [^>]*aria-label="Results of other documents"/);
    expect(text.match(/role="option"/g)).toHaveLength(2);
    expect(text).toMatch(/aria-label="poster.psd: Seed 1234, inserted, 1 minute ago"/);
    expect(text).toMatch(/id="others-facts">“poster.psd” · SUPIR/);
    expect(text).not.toMatch(/results-insert/);
    expect(others(stateWith([NEW]))).toBe('');
    expect(others(stateWith([NEW, FAR]))).not.toMatch(/others-look/);
  });

  it.each(LANGUAGES)('can be looked for where they may be this document’s (%s)', (language) => {
    const t = stringsFor(language).results.others;
    const state = stateWith([NEW, POSTER], { language });
    const after = (found: number | null, documentId = 'doc-1'): string =>
      others({ ...state, results: { ...state.results, search: { documentId, found } } });
    expect(others(state)).toContain(t.maybe);
    expect(after(null)).toMatch(/id="others-look"[^>]*disabled="true"/);
    expect(after(null)).toContain(t.searching);
    expect(after(0)).toContain(t.notFound);
    expect(after(2)).toContain(t.found(2));
    expect(after(2, 'doc-2')).not.toContain(t.found(2));
    expect(others(state)).not.toMatch(/undefined|null|\[object/);
  });

  it('tell where they were made once they are this document’s', () => {
    const mine = { ...POSTER, laterNames: ['photo.psd'] };
    const text = shown(stateWith([mine]));
    expect(text).toMatch(/id="results-facts">“poster.psd” · SUPIR/);
    expect(shown(stateWith([NEW]))).not.toMatch(/“photo.psd”/);
  });
});

test('keys go from neighbour to neighbour, and stop at the ends', () => {
  expect(neighbour('ArrowRight', 0, 3, 2)).toBe(1);
  expect(neighbour('ArrowRight', 2, 3, 2)).toBe(2);
  expect(neighbour('ArrowLeft', 0, 3, 2)).toBe(0);
  expect(neighbour('ArrowDown', 0, 3, 2)).toBe(2);
  expect(neighbour('ArrowDown', 1, 3, 2)).toBe(1);
  expect(neighbour('ArrowUp', 2, 3, 2)).toBe(0);
  expect(neighbour('ArrowUp', 1, 3, 2)).toBe(1);
  expect(neighbour('Home', 2, 3, 2)).toBe(0);
  expect(neighbour('End', 0, 3, 2)).toBe(2);
  expect(neighbour('Enter', 0, 3, 2)).toBeNull();
});
