import '../../../src/engine/engine.worker';
import { LOSE_DEVICE } from './lose-device';

/** The product's worker; its GPU devices, which it keeps to itself, can be destroyed from outside. */
const devices: GPUDevice[] = [];

if ('GPUAdapter' in globalThis) {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the adapter below
  const requestDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (descriptor) {
    const device = await requestDevice.call(this, descriptor);
    devices.push(device);
    return device;
  };
}

new BroadcastChannel(LOSE_DEVICE).onmessage = (): void => {
  devices.forEach((device) => device.destroy());
};
