import { executeAsModal, type ModalFunction } from '../modal';
import { call, type Sim } from '../sim';
import { strict } from '../strict';

/** `require('photoshop').core` */
export function coreModule(sim: Sim): object {
  return strict(sim, 'core', {
    executeAsModal: (work: ModalFunction, options: object) => executeAsModal(sim, work, options),
    isModal: () => sim.rules('X19') && sim.modal !== null,
    showAlert: () => call(sim, 'core.showAlert', () => undefined),
    getGPUInfo: () => ({
      gpuInfoList: [{ version: 1, memoryMB: 16_384, name: 'Emulated GPU', vendor: 'Emulator' }],
      clgpuInfoList: [],
    }),
    setExecutionMode: () => call(sim, 'core.setExecutionMode', () => undefined),
  });
}
