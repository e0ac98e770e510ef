import { connect } from 'node:net';
import { decode } from 'fast-png';
import { later } from '../../../support/wait';
import { formWith, jsonIn, type Got } from './http';
import { invertGraph, nativeGraph } from './graphs';
import { testPicture, type Lab } from './lab';
import { same, type Witnesses } from './witness';

const { png, rgb } = testPicture();
const other = testPicture(32, 32).png;

async function stored(got: Promise<Got>): Promise<unknown> {
  return jsonIn(await got);
}

/** What the server sends while a form of so many bytes is under way, of which the last byte comes late. */
function answerWhileSending(lab: Lab, size: number): Promise<string> {
  const { headers, body } = formWith(new Uint8Array(1024), {});
  const socket = connect(lab.comfy.port, '127.0.0.1');
  let text = '';
  socket.on('data', (data) => (text += data.toString()));
  socket.on('error', () => undefined);
  socket.write(
    `POST /upload/image HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${size}\r\n` +
      `Connection: close\r\nContent-Type: ${headers['Content-Type']}\r\n\r\n`,
  );
  socket.write(body);
  socket.write(Buffer.alloc(size - body.length - 1));
  later(500, () => socket.write('.'));
  return new Promise((resolve) => void socket.on('close', () => resolve(text)));
}

async function savedPng(lab: Lab): Promise<Buffer> {
  await lab.upload(png);
  const id = await lab.submit(invertGraph('a.png'));
  await lab.ended(id);
  const [name = ''] = lab.comfy.folders.list('temp');
  return (await lab.ask(`/view?filename=${name}&type=temp`)).bytes;
}

export const FILES: Witnesses = {
  'R5-same-bytes': async (make) => {
    const lab = await make();
    await lab.upload(png);
    const answer = { name: 'a.png', subfolder: '', type: 'input' };
    return (
      same(await stored(lab.upload(png)), answer) && lab.comfy.folders.list('input').length === 1
    );
  },
  'R5-renamed': async (make) => {
    const lab = await make();
    await lab.upload(png);
    const second = (await stored(lab.upload(other))) as { name: string };
    const third = (await stored(lab.upload(testPicture(8, 8).png))) as { name: string };
    const first = await lab.ask('/view?filename=a.png&type=input');
    return second.name === 'a (1).png' && third.name === 'a (2).png' && same(first.bytes, png);
  },
  'R5-escape': async (make) => {
    const lab = await make();
    const codes = [];
    for (const subfolder of ['../..', '/etc', 'a/../../b', 'a/b']) {
      codes.push((await lab.upload(png, { subfolder })).status);
    }
    return same(codes, [400, 400, 400, 200]);
  },
  'R5-no-file': async (make) => {
    const lab = await make();
    const none = await lab.upload(png, { name: null, type: 'temp' });
    const text = await lab.ask('/upload/image', { method: 'POST', body: 'no form' });
    return same([none.status, none.text, text.status], [400, '', 400]);
  },
  'R5-temp-apart': async (make) => {
    const lab = await make();
    await lab.upload(png, { subfolder: 'panel' });
    const temp = await lab.upload(other, { subfolder: 'panel', type: 'temp' });
    const both = lab.comfy.folders.list('temp').length + lab.comfy.folders.list('input').length;
    const of = async (type: string): Promise<number> =>
      (await lab.ask(`/view?filename=a.png&subfolder=panel&type=${type}`)).status;
    await lab.comfy.kill();
    await lab.comfy.revive();
    return (
      (jsonIn(temp) as { name: string }).name === 'a.png' &&
      both === 2 &&
      same([await of('temp'), await of('input')], [404, 200])
    );
  },
  'R5-too-large': async (make) => {
    const lab = await make({ maxUpload: 1 });
    const size = 1024 * 1024 + 70_000;
    const text = await answerWhileSending(lab, size);
    return (
      text.startsWith('HTTP/1.1 413') &&
      /Maximum request body size 1048576 exceeded, actual body size \d+$/.test(text)
    );
  },

  'R25-gone': async (make) => {
    const lab = await make();
    await lab.upload(png, { type: 'temp' });
    lab.comfy.folders.remove({ type: 'temp', subfolder: '', name: 'a.png' });
    const got = await lab.ask('/view?filename=a.png&type=temp');
    return got.status === 404 && got.text === '';
  },
  'R25-text': async (make) => {
    const bytes = await savedPng(await make());
    const { text, depth, channels, data } = decode(bytes);
    const prompt = JSON.parse(text.prompt ?? 'null') as unknown;
    return (
      depth === 8 &&
      channels === 3 &&
      same(prompt, invertGraph('a.png')) &&
      data.every((value, i) => Math.abs(value - (rgb[i] ?? 0)) <= 1)
    );
  },
  'R25-slow': async (make) => {
    const lab = await make();
    await lab.upload(png);
    const sent: number[] = [];
    lab.comfy.faults.add(
      { path: '/view' },
      { pieces: 1000, pause: (bytes) => Promise.resolve(sent.push(bytes)) },
    );
    const { bytes } = await lab.ask('/view?filename=a.png&type=input');
    return same(bytes, png) && sent.length === Math.ceil(png.length / 1000);
  },
  'R25-cut': async (make) => {
    const lab = await make();
    await lab.upload(png);
    lab.comfy.faults.add({ path: '/view' }, { cutAfter: 100 });
    const cut = await lab.ask('/view?filename=a.png&type=input').catch(() => 'cut');
    const whole = await lab.ask('/view?filename=a.png&type=input');
    return cut === 'cut' && same(whole.bytes, png);
  },
  'R6-file-exists': async (make) => {
    const lab = await make();
    const got = await lab.post('/prompt', { prompt: nativeGraph('gone.png [temp]') });
    const { node_errors: errors } = jsonIn(got) as {
      node_errors?: Record<string, { errors: { type: string; details: string }[] }>;
    };
    const error = errors?.['3']?.errors[0];
    return (
      error?.type === 'custom_validation_failed' &&
      error.details === 'image - Invalid image file: gone.png [temp]'
    );
  },
};
