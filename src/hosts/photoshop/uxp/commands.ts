import { photoshopFailed } from './errors';
import type { HostRoom } from './modal';
import type { Descriptor } from './types/photoshop';

/** One action command; a failed one answers instead of throwing. */
export async function play(room: HostRoom, command: Descriptor): Promise<Descriptor> {
  const [answer] = await room.photoshop.action.batchPlay([command], {});
  if (answer === undefined || answer._obj === 'error') {
    const message = answer?.['message'];
    throw photoshopFailed(command._obj, typeof message === 'string' ? message : null);
  }
  return answer;
}

/** Gives the active layer of the active document a mask that hides all of it. */
export async function hideAllMask(room: HostRoom): Promise<void> {
  await play(room, {
    _obj: 'make',
    new: { _class: 'channel' },
    at: { _ref: 'channel', _enum: 'channel', _value: 'mask' },
    using: { _enum: 'userMaskEnabled', _value: 'hideAll' },
  });
}
