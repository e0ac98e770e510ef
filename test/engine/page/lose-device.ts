/** A channel on which the test asks the worker to destroy its GPU devices. */
export const LOSE_DEVICE = 'lose-device';
