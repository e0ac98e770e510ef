import { pickModelFiles } from '../../../panel/models/pick-files';

type Handle = Pick<FileSystemFileHandle, 'name' | 'getFile'>;

const there = (name: string): Handle => ({
  name,
  getFile: () => Promise.resolve(new File(['x'], name)),
});
const gone = (name: string): Handle => ({
  name,
  getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
});
const picker = (...handles: Handle[]): object => ({
  showOpenFilePicker: () => Promise.resolve(handles),
});
const failing = (name: string): object => ({
  showOpenFilePicker: () => Promise.reject(new DOMException('no', name)),
});

test('files are picked with their handles; one that went away meanwhile takes no other with it', async () => {
  const picked = await pickModelFiles(
    picker(there('a.safetensors'), gone('Unconfirmed 12345.crdownload'), there('b.ckpt')),
  );
  if (picked === 'input') throw new Error('this page has a picker');
  expect(picked.files.map(({ file, handle }) => [file.name, handle?.name])).toEqual([
    ['a.safetensors', 'a.safetensors'],
    ['b.ckpt', 'b.ckpt'],
  ]);
  expect(picked.lost.map(({ name }) => name)).toEqual(['Unconfirmed 12345.crdownload']);
});

test.each<[string, object, unknown]>([
  ['a dialog that is closed', failing('AbortError'), { files: [], lost: [] }],
  ['a page in a frame, which gets no dialog', failing('SecurityError'), 'input'],
  ['a browser without one', {}, 'input'],
])('%s', async (_, scope, expected) => {
  expect(await pickModelFiles(scope)).toEqual(expected);
});
