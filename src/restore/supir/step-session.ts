import { DeviceError } from '../../core/errors';
import { isOutOfMemory } from '../../onnx/failure';
import type { Graph } from '../../onnx/graph';
import { sessionSource } from '../../onnx/serialise';
import type { Runtime, Session } from '../../onnx/session';
import { makingRoom } from './making-room';

/**
 * Creates the session of UNet, adapters and control branch, by far the largest one. Where its
 * weights do not fit, smaller tiles do not help.
 *
 * @throws DeviceError `network-out-of-memory`, and what the runtime throws
 */
export async function createStepSession(runtime: Runtime, graph: Graph): Promise<Session> {
  const source = sessionSource(graph);
  try {
    // The autoencoder's weights and waiting sessions may be in the way.
    const session = await makingRoom(runtime, () => runtime.createSession(source));
    const isOther = (network: string): boolean => network !== source.name;
    return {
      ...session,
      run: (...args) => makingRoom(runtime, () => session.run(...args), isOther),
    };
  } catch (error) {
    throw isOutOfMemory(error) ? networkOutOfMemory(runtime, error) : error;
  }
}

function networkOutOfMemory({ device }: Runtime, cause: DeviceError): DeviceError {
  return new DeviceError({
    code: 'network-out-of-memory',
    message: "SUPIR's network does not fit into the device's free memory.",
    hint: 'Choose 4-bit weights under Advanced, close other programs, or use the fast engine.',
    details: { device },
    cause,
  });
}
