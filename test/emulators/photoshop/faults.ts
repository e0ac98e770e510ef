import type { Photoshop } from './types';

/** What may happen to a document while a job of the plugin runs. */
export type JobFault =
  | 'closeDuringJob'
  | 'deleteLayerDuringJob'
  | 'resizeDuringJob'
  | 'changeModeDuringJob'
  | 'changeSelectionDuringJob'
  | 'quitDuringJob';

type Happens = (photoshop: Photoshop, layerId: number) => void;

export const JOB_FAULTS: Readonly<Record<JobFault, Happens>> = {
  closeDuringJob: ({ user }) => user.close(),
  deleteLayerDuringJob: ({ user }, layerId) => user.deleteLayer(layerId),
  resizeDuringJob: ({ user }) => user.resizeCanvas(7, 5),
  changeModeDuringJob: ({ user }) => user.changeMode('rgb', 16),
  changeSelectionDuringJob: ({ user }) => user.select(null),
  quitDuringJob: ({ user }) => user.quit(),
};

/** Another plugin owns the modal state for a while. */
export function modalBusy({ user, clock }: Photoshop, pluginId: string, ms: number): void {
  clock.start(user.beginOtherModal(pluginId), ms);
}

/** The user presses Esc at the nth call from the start, whatever it is. */
export function userCancel(photoshop: Photoshop, atCall: number): void {
  photoshop.before('*', atCall, () => photoshop.user.pressEsc());
}
