import { createIndexedRecords } from '../../../panel/runs/unfinished/indexed-records';

/** As much of IndexedDB as a request that never succeeds needs; Node has none. */
class FakeRequest extends EventTarget {
  readonly error = new DOMException('refused', 'UnknownError');
}

let requests: FakeRequest[];
beforeEach(() => {
  requests = [];
  const open = (): FakeRequest => {
    const request = new FakeRequest();
    requests.push(request);
    return request;
  };
  Object.assign(globalThis, { IDBRequest: FakeRequest, indexedDB: { open } });
});
afterEach(() => {
  for (const name of ['IDBRequest', 'indexedDB']) Reflect.deleteProperty(globalThis, name);
});

it('an older page that holds the database keeps nobody waiting', async () => {
  const asked = createIndexedRecords().facts();
  requests[0]!.dispatchEvent(new Event('blocked'));
  expect(await asked).toEqual(new Map());
});

it('what was refused once is asked for again', async () => {
  const records = createIndexedRecords();
  for (const at of [0, 1]) {
    const asked = records.facts();
    expect(requests).toHaveLength(at + 1);
    requests[at]!.dispatchEvent(new Event('error'));
    expect(await asked).toEqual(new Map());
  }
});
