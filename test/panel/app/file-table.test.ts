import { CATALOG } from '../../../models/catalog';
import { fileTableFor } from '../../../panel/app/file-table';

const [file] = CATALOG.knownFiles;
const here = { ...file!, address: 'http://127.0.0.1:8080/a.safetensors' };

function tableOf(
  hostname: string,
  knownFiles: readonly object[],
  search = '?developer&model-files=',
): unknown {
  const { licences } = CATALOG;
  const pair = { supir: file!.name, sdxl: 'base' };
  const ways = { full: pair, lightning: pair };
  const base = { ...here, name: 'base', role: 'sdxl' };
  const table = JSON.stringify({ licences, knownFiles: [...knownFiles, base], ways });
  return fileTableFor({ hostname, search: search + encodeURIComponent(table) });
}

beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => void jest.restoreAllMocks());

describe('the table of known files', () => {
  it.each(['localhost', '127.0.0.1', '[::1]'])(
    'is replaced for a developer, in a page of this machine: %s',
    (hostname) => {
      expect(tableOf(hostname, [here])).toMatchObject({ knownFiles: [here, { name: 'base' }] });
    },
  );

  it.each<[string, () => unknown]>([
    ['in a page of another machine', () => tableOf('panel.example', [here])],
    ['in a page whose machine only sounds so', () => tableOf('localhost.example', [here])],
    ['without the word of a developer', () => tableOf('localhost', [here], '?model-files=')],
    [
      'by one that says nothing',
      () => fileTableFor({ hostname: 'localhost', search: '?developer' }),
    ],
    [
      'by what is no JSON',
      () => fileTableFor({ hostname: 'localhost', search: '?developer&model-files={' }),
    ],
    ['by what is no table', () => tableOf('localhost', [{ name: 'x' }])],
    ['by an endless one', () => tableOf('localhost', [{ ...here, title: 'x'.repeat(30_000) }])],
    ...['https://huggingface.co/a', 'http://127.0.0.1.example/a', 'http://192.168.0.1/a'].map(
      (address): [string, () => unknown] => [
        `by one with a file elsewhere: ${address}`,
        () => tableOf('localhost', [{ ...here, address }]),
      ],
    ),
  ])('is not replaced %s', (_, table) => {
    expect(table()).toBe(CATALOG);
  });
});
