import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import {
  runDone,
  runEvent,
  runFailed,
  runStarted,
  unfinishedListed,
} from '../../../panel/store/actions';
import { initialState, type Again, type PanelState } from '../../../panel/store/panel-state';
import { formatFor } from '../../../panel/strings/format';
import { LANGUAGES, type Language } from '../../../panel/strings/language';
import { stringsFor } from '../../../panel/strings/strings';
import { errorCard } from '../../../panel/views/error-card';
import { statusView } from '../../../panel/views/run-status';
import type { PanelActions, View } from '../../../panel/views/view-input';
import { packError } from '../../../src/core/errors';
import { summaryOf } from '../stories/kept';
import { RUN } from '../stories/taken-run';
import { templateText } from './template-text';

function viewOf(change: (state: PanelState) => PanelState, language: Language = 'en'): View {
  const state = initialState({
    settings: DEFAULT_SETTINGS,
    language,
    dark: false,
    developer: false,
    host: { kind: 'standalone', description: '', modes: ['in-place'] },
  });
  return {
    state: change(state),
    t: stringsFor(language),
    f: formatFor(language),
    act: { pasteText: null } as PanelActions,
    nowMs: 0,
    wallClockMs: 0,
    version: '',
  };
}

const KEPT = summaryOf({ id: 'kept' });

function cardAfter(again: Again | null): string {
  const view = viewOf((state) => ({
    ...runFailed(packError(new Error('no')), again)(state),
    kept: [KEPT],
  }));
  const { run } = view.state;
  return run.state === 'error' ? templateText(errorCard(view, run)) : '';
}

test.each<[Again | null, boolean]>([
  [{ does: 'run' }, true],
  [{ does: 'try' }, true],
  [{ does: 'insert', id: 'kept' }, true],
  [{ does: 'replace', id: 'kept' }, true],
  [{ does: 'insert', id: 'gone' }, false],
  [{ does: 'replace', id: 'gone' }, false],
  [null, false],
])('after a failure that %j repeats, Try again is offered: %s', (again, isOffered) => {
  const card = cardAfter(again);
  expect(card).toContain('id="error"');
  expect(card.includes('id="error-retry"')).toBe(isOffered);
});

test.each(LANGUAGES)('an error leads to the steps that are kept, in %s', (language) => {
  const words = stringsFor(language).unfinished.goOnInstead;
  const card = (again: Again | null, done: number | null): string => {
    const view = viewOf((state) => {
      const running = runEvent(
        { type: 'stage', stage: 'restore' },
        0,
      )(runStarted('supir', 0)(state));
      const failed = runFailed(packError(new Error('no')), again)(running);
      return unfinishedListed(done === null ? [] : [{ ...RUN, done }])(failed);
    }, language);
    const { run } = view.state;
    return run.state === 'error' ? templateText(errorCard(view, run)) : '';
  };
  expect(card(null, 3)).toContain(words);
  // The whole click repeats what has no steps, and other failures have nothing to do with them.
  for (const [again, done] of [
    [null, 0],
    [null, null],
    [{ does: 'run' }, 3],
  ] as const) {
    expect(card(again, done)).not.toContain(words);
  }
});

test.each(LANGUAGES)('only what is in the document is called inserted, in %s', (language) => {
  const outcome = { ...KEPT, totalMs: 1, compare: null, adjusting: null };
  const said = (isInserted: boolean, aside: number): string =>
    templateText(
      statusView(
        viewOf((state) => ({ ...runDone({ isInserted, aside })(state), outcome }), language),
      ),
    );
  const { run, results } = stringsFor(language);
  expect(said(true, 0)).toContain(run.done(KEPT.layerName));
  expect(said(false, 0)).toContain(run.doneAside(KEPT.layerName));
  expect(said(false, 0)).not.toContain(run.done(KEPT.layerName));
  expect(said(false, 2)).toContain(results.aside(2));
});
