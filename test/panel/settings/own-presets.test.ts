import {
  cleanName,
  freeName,
  MAX_NAME,
  MAX_PRESETS,
  merged,
  withChanged,
  withPreset,
  type OwnPresets,
} from '../../../panel/settings/own-presets';
import { STANDARD_VALUES } from '../../../panel/settings/prompt-presets';
import { codeOf } from '../../support/code-of';
import { CHANGED_VALUES, ownPreset, uuid } from './presets';

const OWN: OwnPresets = [ownPreset(1, 'Studio'), ownPreset(2, 'Grandma'), ownPreset(3, '旧照')];

const namesOf = (own: OwnPresets): readonly string[] => own.map(({ name }) => name);

describe('a name', () => {
  it.each([
    ['  My   studio ', 'My studio'],
    ['two\nlines\ttabbed\u0000', 'two lines tabbed'],
    ['turned\u202e gpj.exe', 'turned gpj.exe'],
    ['half \ud83d', 'half'],
    ['family 👩‍👩‍👧', 'family 👩‍👩‍👧'],
    ['e\u0301', 'é'],
    [' \u2066\u200b\u200d', ''],
    ['', ''],
  ])('%j is kept as %j', (typed, kept) => expect(cleanName(typed)).toBe(kept));

  it('is cut, but not through a character', () => {
    expect(cleanName('x'.repeat(100))).toBe('x'.repeat(MAX_NAME));
    expect(cleanName(`${'x'.repeat(MAX_NAME - 1)}🙂`)).toBe('x'.repeat(MAX_NAME - 1));
    expect(cleanName(cleanName('x '.repeat(MAX_NAME)))).toBe(cleanName('x '.repeat(MAX_NAME)));
  });

  it.each([
    ['Studio', [], 'Studio'],
    ['Studio', ['Studio'], 'Studio (2)'],
    ['studio', ['STUDIO', 'Studio (2)'], 'studio (3)'],
    ['Studio (2)', ['Studio (2)'], 'Studio (3)'],
    ['Studio (2)', ['Studio'], 'Studio (2)'],
    ['Studio (9)', ['Studio (9)'], 'Studio (2)'],
    ['(2)', ['(2)'], '(2) (2)'],
    ['Ｓtudio', ['Studio'], 'Ｓtudio (2)'],
    ['x'.repeat(60), ['x'.repeat(60)], `${'x'.repeat(56)} (2)`],
  ])('%s beside %j becomes %s', (name, taken, free) => {
    expect(freeName(name, taken)).toBe(free);
  });
});

describe('the presets', () => {
  it('take one more, cleaned, at the end or where it was', () => {
    expect(namesOf(withPreset(OWN, ownPreset(4, ' New ')))).toEqual([...namesOf(OWN), 'New']);
    expect(namesOf(withPreset(OWN, ownPreset(4, 'New'), 1))).toEqual([
      'Studio',
      'New',
      'Grandma',
      '旧照',
    ]);
  });

  it.each([
    ['', 'preset-name-missing'],
    [' \n', 'preset-name-missing'],
    ['STUDIO', 'preset-name-taken'],
    ['旧照', 'preset-name-taken'],
  ])('take none of the name %j', (name, code) => {
    expect(codeOf(() => withPreset(OWN, ownPreset(4, name)))).toBe(code);
    expect(codeOf(() => withChanged(OWN, uuid(2), { name }))).toBe(code);
  });

  it('change one and leave the others, as objects', () => {
    const changed = withChanged(OWN, uuid(2), { values: CHANGED_VALUES });
    expect(changed[1]).toEqual({ ...OWN[1], values: CHANGED_VALUES });
    expect([changed[0], changed[2]]).toEqual([OWN[0], OWN[2]]);
    expect(namesOf(withChanged(OWN, uuid(2), { name: ' GRANDMA ' }))[1]).toBe('GRANDMA');
    expect(withChanged(OWN, uuid(9), { name: 'x' })).toBe(OWN);
  });

  it('are no more than there is room for', () => {
    const full = Array.from({ length: MAX_PRESETS }, (_, at) => ownPreset(at, `n${at}`));
    expect(withPreset(full.slice(1), ownPreset(99, 'last'))).toHaveLength(MAX_PRESETS);
    expect(codeOf(() => withPreset(full, ownPreset(99, 'one more')))).toBe('presets-full');
    const long = ownPreset(5, 'long', {
      prompt: 'x'.repeat(4000),
      negativePrompt: 'y'.repeat(4000),
    });
    let own = OWN;
    const fill = (): void => {
      for (let at = 10; at < 20; at++)
        own = withPreset(own, { ...long, id: uuid(at), name: `l${at}` });
    };
    expect(codeOf(fill)).toBe('presets-too-long');
    expect(own).toHaveLength(OWN.length + 3);
    expect(codeOf(() => withChanged(own, uuid(1), { values: long.values }))).toBe(
      'presets-too-long',
    );
  });
});

describe('merging', () => {
  let ids = 100;
  const newId = (): string => uuid(++ids);

  it('changes nothing that is there, and gives who comes a free name', () => {
    const coming = [
      { name: 'studio', values: CHANGED_VALUES },
      { name: 'New', values: STANDARD_VALUES },
      { name: 'New', values: CHANGED_VALUES },
    ];
    const { own, added, same } = merged(OWN, coming, newId);
    expect(own.slice(0, 3)).toEqual(OWN);
    expect(namesOf(added)).toEqual(['studio (2)', 'New', 'New (2)']);
    expect(added.map(({ values }) => values)).toEqual(coming.map(({ values }) => values));
    expect(new Set(own.map(({ id }) => id)).size).toBe(6);
    expect(same).toBe(0);
  });

  it('of what is there already adds nothing, however often', () => {
    const once = merged(OWN, [{ name: 'Studio', values: CHANGED_VALUES }, ...OWN], newId);
    expect([namesOf(once.added), once.same]).toEqual([['Studio (2)'], 3]);
    const twice = merged(once.own, once.own, newId);
    expect([twice.own, twice.added, twice.same]).toEqual([once.own, [], 4]);
  });

  it('takes all or none', () => {
    const full = Array.from({ length: MAX_PRESETS - 1 }, (_, at) => ownPreset(at, `n${at}`));
    const coming = [ownPreset(98, 'a'), ownPreset(99, 'b')];
    expect(codeOf(() => merged(full, coming, newId))).toBe('presets-full');
    expect(merged(full, coming.slice(1), newId).own).toHaveLength(MAX_PRESETS);
  });
});
