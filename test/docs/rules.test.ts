import { RULES as PHOTOPEA_RULES } from '../emulators/photopea/rules';
import { CONTRACT } from '../emulators/photoshop/witness/contract';
import { DEFAULT_SWITCHES } from '../emulators/photoshop/switches';
import { readPage } from './pages';
import { REPOSITORY } from './repository';

const EMULATOR = REPOSITORY.read('docs/photoshop-emulator.md');

describe('the page of the emulated Photoshop', () => {
  it('has a row for every rule, with what it says and its ground', () => {
    const rows = new Map(
      [...EMULATOR.matchAll(/^\| ([A-Z]\d+) +\| (.*) \|$/gm)].map(([, id = '', rest = '']) => [
        id,
        rest.split(' | ').map((cell) => cell.trim()),
      ]),
    );
    const ground = /^[DRIMP](\b.*)?$/;
    const wrong = CONTRACT.filter((id) => {
      const [text = '', kind = ''] = rows.get(id) ?? [];
      return text === '' || !ground.test(kind);
    });
    expect(wrong).toEqual([]);
  });

  it('names every switch', () => {
    const { code } = readPage(EMULATOR);
    expect(Object.keys(DEFAULT_SWITCHES).filter((name) => !code.includes(name))).toEqual([]);
  });
});

describe('the page of Photopea', () => {
  it('has the sections that the emulator’s rules are named after', () => {
    const { sections } = readPage(REPOSITORY.read('docs/photopea.md'));
    const wrong = Object.entries(PHOTOPEA_RULES).filter(
      ([id, [section]]) => !sections.has(section) || !id.startsWith(`PP-${section}-`),
    );
    expect(wrong).toEqual([]);
  });
});
