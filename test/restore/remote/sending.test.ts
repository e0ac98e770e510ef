import type { ServerFile } from '../../../src/comfyui/graph';
import { createSending, type OnUpload } from '../../../src/restore/remote/sending';
import { nextTask } from '../../support/wait';

const fileOf = (index: number): ServerFile => ({
  filename: `${index}.png`,
  subfolder: '',
  type: 'temp',
});

function started() {
  const sent: { index: number; onUpload: OnUpload; settle: (error?: Error) => void }[] = [];
  const news: number[] = [];
  const sending = createSending(
    (index, onUpload) =>
      new Promise((resolve, reject) =>
        sent.push({
          index,
          onUpload,
          settle: (error) => (error ? reject(error) : resolve(fileOf(index))),
        }),
      ),
    (one) => {
      if (one.type === 'upload') news.push(one.doneBytes);
    },
  );
  return { sending, sent, news };
}

const upload = (doneBytes: number) => ({ type: 'upload', doneBytes, totalBytes: 9 }) as const;

test('what was begun is sent once, and told of while somebody waits for it', async () => {
  const { sending, sent, news } = started();
  sending.begin(1);
  sending.begin(1);
  expect(sent.map(({ index }) => index)).toEqual([1]);
  sent[0]!.onUpload(upload(0));
  expect(news).toEqual([]);
  const file = sending.file(1);
  expect(news).toEqual([0]);
  sent[0]!.onUpload(upload(9));
  sent[0]!.settle();
  expect(await file).toEqual(fileOf(1));
  expect(news).toEqual([0, 9]);
  // The server may have lost it meanwhile.
  void sending.file(1);
  expect(sent.map(({ index }) => index)).toEqual([1, 1]);
});

test('a failure is heard by who asks, and the next one who asks has it sent anew', async () => {
  const { sending, sent } = started();
  sending.begin(1);
  sent[0]!.settle(new Error('cut'));
  await nextTask();
  await expect(sending.file(1)).rejects.toThrow('cut');
  const again = sending.file(1);
  sent[1]!.settle();
  expect(await again).toEqual(fileOf(1));
});

test('it ends when nothing is on its way, whatever became of it', async () => {
  const { sending, sent } = started();
  await sending.end();
  sending.begin(2);
  let isOver = false;
  const end = sending.end().then(() => (isOver = true));
  await nextTask();
  expect(isOver).toBe(false);
  sent[0]!.settle(new Error('cut'));
  await end;
});
