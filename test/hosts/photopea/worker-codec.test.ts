import { encode } from 'fast-png';
import { rect } from '../../../src/core/geometry';
import { PLAIN_LOOK } from '../../../src/core/document';
import { codecFunctions } from '../../../src/hosts/photopea/codec-functions';
import { workerCodec } from '../../../src/hosts/photopea/worker-codec';
import { serve } from '../../../src/rpc/serve';
import { noiseImage, PROFILE, rampMask } from './stage';

function onePixel(): ArrayBuffer {
  const data = Uint8Array.of(10, 20, 30, 40);
  return encode({ width: 1, height: 1, data, channels: 4, depth: 8 }).slice().buffer;
}

describe('the codec behind a message port', () => {
  const { port1, port2 } = new MessageChannel();
  const stop = jest.fn(() => {
    port1.close();
    port2.close();
  });
  serve(codecFunctions, port2);
  const codec = workerCodec(Object.assign(port1, { terminate: stop }));
  afterAll(() => {
    codec.dispose();
    expect(stop).toHaveBeenCalledTimes(1);
  });

  const area = rect(3, 4, 7, 5);
  const image = noiseImage(area);
  const layer = {
    name: 'fast 2x',
    id: 5,
    rect: area,
    image,
    mask: rampMask(area),
    look: { ...PLAIN_LOOK, clipped: true },
    iccProfile: PROFILE,
    content: null,
  };

  it('gives what it gives in this thread, and hands files over', async () => {
    const psd = await codec.layerPsd(layer);
    expect(new Uint8Array(psd)).toEqual(new Uint8Array(await codecFunctions.layerPsd(layer)));
    expect(image.data.length).toBe(7 * 5 * 4);
    const pixel = rect(0, 0, 1, 1);
    const { own, look } = await codec.readStored(psd.slice(0), pixel, pixel);
    expect(own!.image).toMatchObject({ width: 1, height: 1, depth: 8 });
    expect(look).toMatchObject({ blendMode: 'normal', opacity: 1, fill: 1, group: false });
    const pictures = [onePixel(), onePixel()] as const;
    const drawn = await codec.readDrawn(pictures[0], pixel, pixel);
    expect([...drawn.image.data]).toEqual([10, 20, 30, 40]);
    const soft = await codec.withAlpha(own!.image, pictures[1], pixel, pixel);
    expect(soft.data[3]).toBe(40);
    expect(pictures.map((picture) => picture.byteLength)).toEqual([0, 0]);
    await expect(codec.readTraits(psd)).resolves.toEqual({ depth: 8, iccProfile: PROFILE });
    expect(psd.byteLength).toBe(0);
    const blank = await codec.blankPsd({ width: 3, height: 2 }, 'mark', PROFILE);
    expect(blank.byteLength).toBeGreaterThan(300);
  });

  it('keeps the code of an error', async () => {
    await expect(codec.readAlpha(new ArrayBuffer(9), area, area)).rejects.toMatchObject({
      name: 'HostError',
      code: 'photopea-bad-answer',
    });
  });
});
