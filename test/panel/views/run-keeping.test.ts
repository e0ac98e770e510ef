import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { runKept, runStarted } from '../../../panel/store/actions';
import { initialState } from '../../../panel/store/panel-state';
import type { Keeping } from '../../../panel/store/unfinished';
import { formatFor } from '../../../panel/strings/format';
import { LANGUAGES, type Language } from '../../../panel/strings/language';
import { stringsFor } from '../../../panel/strings/strings';
import { actionBar } from '../../../panel/views/action-bar';
import type { PanelActions } from '../../../panel/views/view-input';
import { templateText } from './template-text';

function barOf(language: Language, keeping: Keeping | null): string {
  const state = runStarted(
    'supir',
    0,
  )(
    initialState({
      settings: DEFAULT_SETTINGS,
      language,
      dark: false,
      developer: false,
      host: { kind: 'standalone', description: '', modes: ['in-place'] },
    }),
  );
  return templateText(
    actionBar({
      state: keeping === null ? state : runKept(keeping)(state),
      t: stringsFor(language),
      f: formatFor(language),
      act: {} as PanelActions,
      nowMs: 0,
      wallClockMs: 0,
      version: '',
    }),
  );
}

describe.each(LANGUAGES)('a run that goes on (%s)', (language) => {
  const { passing, nothingKept, refused } = stringsFor(language).unfinished.keeping;
  const all = [passing, nothingKept, refused('7')];

  it.each<[string, Keeping | null, string | null]>([
    ['nothing before it was stored', null, null],
    ['nothing while it is stored', { state: 'lasting' }, null],
    ['that it lives as long as the page', { state: 'passing' }, passing],
    ['that nothing of it is kept', { state: 'refused', done: 0 }, nothingKept],
    ['the last step that is kept', { state: 'refused', done: 7 }, refused('7')],
  ])('tells %s', (_, keeping, words) => {
    const text = barOf(language, keeping);
    expect(all.filter((each) => text.includes(each))).toEqual(words === null ? [] : [words]);
  });
});
